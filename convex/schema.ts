import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { vFinishReason, vMessagePart, vMessageStatus, vPlan, vPublicError, vTurnSegment } from "./model/validators.ts";

/**
 * Owners are named by the subject of their token (`guest:<uuid>` or an account id). Ids that clients mint (`threadId`, `messageId`,
 * `turnId`) are strings of their own; Convex ids never leave the deployment.
 *
 * A turn and its assistant message: streaming -> complete | stopped | failed (turns:finish) | interrupted (lease ran out).
 */
export default defineSchema({
  /** Writer: turns:begin, at a person's first message. Until then a guest is a token and nothing else. */
  users: defineTable({
    subject: v.string(),
    kind: v.union(v.literal("guest"), v.literal("user")),
    plan: vPlan,
  }).index("by_subject", ["subject"]),

  /** Writers: turns:begin (creates), turns:finish and the sweep (updatedAtMs), titles:save, threads:rename, threads:remove and its purge. */
  threads: defineTable({
    threadId: v.string(),
    ownerId: v.string(),
    title: v.string(),
    /** prompt -> pending -> model; `user` is final. `pending` that stays is a model that did not answer: the prompt's words remain. */
    titleState: v.union(v.literal("prompt"), v.literal("pending"), v.literal("model"), v.literal("user")),
    updatedAtMs: v.number(),
    /** Gone for its owner; its rows are being deleted. */
    removed: v.boolean(),
  })
    .index("by_thread_id", ["threadId"])
    .index("by_owner_updated", ["ownerId", "removed", "updatedAtMs"]),

  /**
   * A tree by `parentId`; the `active` ones of a thread, in order of creation, are the branch that is shown. Regenerating makes the old answer
   * inactive and adds a sibling. Writers: turns:begin (inserts), turns:finish and the sweep (the answer), the purge.
   */
  messages: defineTable({
    messageId: v.string(),
    threadId: v.string(),
    parentId: v.union(v.string(), v.null()),
    active: v.boolean(),
    role: v.union(v.literal("user"), v.literal("assistant")),
    parts: v.array(vMessagePart),
    status: vMessageStatus,
    turnId: v.union(v.string(), v.null()),
    /** The model class that was asked for. */
    model: v.union(v.string(), v.null()),
    error: v.union(vPublicError, v.null()),
  })
    .index("by_message_id", ["messageId"])
    .index("by_thread_active", ["threadId", "active"]),

  /** Writers: turns:begin, turns:checkpoint (lease), turns:requestStop, turns:finish, the sweep, the purge. */
  turns: defineTable({
    turnId: v.string(),
    threadId: v.string(),
    ownerId: v.string(),
    plan: vPlan,
    model: v.string(),
    messageId: v.string(),
    /** Names the one call that began it: that call may be repeated when its reply was lost. */
    beginKey: v.string(),
    status: vMessageStatus,
    leaseExpiresAtMs: v.number(),
    stopRequested: v.boolean(),
    /** UTF-16 units checkpointed so far: what bounds the rows of turnChunks. */
    chunkChars: v.number(),
    finishReason: v.union(vFinishReason, v.null()),
    firstTokenMs: v.union(v.number(), v.null()),
    totalMs: v.union(v.number(), v.null()),
  })
    .index("by_turn_id", ["turnId"])
    .index("by_thread_status", ["threadId", "status"])
    .index("by_status_lease", ["status", "leaseExpiresAtMs"]),

  /** Append-only while a turn runs, deleted with its end. Writers: turns:checkpoint; turns:finish and the sweep (delete). */
  turnChunks: defineTable({
    turnId: v.string(),
    seq: v.number(),
    textStart: v.number(),
    segments: v.array(vTurnSegment),
  }).index("by_turn_seq", ["turnId", "seq"]),

  /** One immutable row a turn: the truth about money. Writer: the end of a turn (turns:finish or the sweep), in the same transaction. */
  usageLedger: defineTable({
    turnId: v.string(),
    ownerId: v.string(),
    plan: vPlan,
    /** The service's day, e.g. `2026-11-23`. */
    day: v.string(),
    model: v.string(),
    route: v.union(v.string(), v.null()),
    generationId: v.union(v.string(), v.null()),
    outcome: vMessageStatus,
    inputTokens: v.union(v.number(), v.null()),
    outputTokens: v.union(v.number(), v.null()),
    reasoningTokens: v.union(v.number(), v.null()),
    cachedInputTokens: v.union(v.number(), v.null()),
    /** What the provider said it cost. */
    costMicroUsd: v.union(v.number(), v.null()),
    /** What was charged against the quota. */
    chargedMicroUsd: v.number(),
    /** False: the provider never said what it cost; to be asked by `generationId`. */
    reconciled: v.boolean(),
  }).index("by_turn_id", ["turnId"]),

  /**
   * Totals by day and plan. Writer: the cron usage:rollUp alone, from the ledger: every turn of a plan would otherwise write the same row.
   */
  usageDays: defineTable({
    day: v.string(),
    plan: vPlan,
    turns: v.number(),
    inputTokens: v.number(),
    outputTokens: v.number(),
    costMicroUsd: v.number(),
    chargedMicroUsd: v.number(),
    unreconciledTurns: v.number(),
  }).index("by_day_plan", ["day", "plan"]),

  /** One row: how far the ledger has been rolled up. Writer: usage:rollUp. */
  usageCursors: defineTable({
    rolledUpTo: v.number(),
  }),
});
