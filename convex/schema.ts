import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { chargeFields, disputeFields, subscriptionFields, vBillingEvent } from "./model/billing/validators.ts";
import { challengeFields, passkeyFields } from "./model/passkeys/validators.ts";
import { reportFields } from "./model/reports/validators.ts";
import {
  vAttachmentType,
  vCharge,
  vExportFormat,
  vExportState,
  vFinishReason,
  vLedgerKind,
  vMessagePart,
  vMessageStatus,
  vPlan,
  vPrincipalKind,
  vPublicError,
  vReservation,
  vRole,
  vSentAttachment,
  vSettlementTell,
  vToolName,
  vToolResult,
  vTurnProgress,
  vTurnSignal,
  vTurnSegment,
} from "./model/platform/validators.ts";
import { toolJobFields } from "./model/tools/validators.ts";

/**
 * Owners are named by the subject of their token (`guest:<uuid>` or an account id). Ids that clients create (`threadId`, `messageId`,
 * `turnId`) are separate strings; Convex ids never leave the deployment.
 *
 * A turn and its assistant message: streaming -> a status of MESSAGE_STATUSES (turns:finish) | interrupted (lease expired).
 */
export default defineSchema({
  /** Created with a user's first message or account; until then a guest is only a token. Writers: turns:begin, accounts:enter, people:erase, people:eraseMore. */
  users: defineTable({
    subject: v.string(),
    kind: vPrincipalKind,
    plan: vPlan,
    /** The user has asked to be erased: no new turn begins, and this row is deleted last. Writer: people:erase. */
    erasing: v.optional(v.boolean()),
    /** On a guest: the account that now has their data. Writer: accounts:enter. */
    carriedTo: v.optional(v.string()),
    /** When a guest with this user id signed in; gone with the account's first message. Writers: accounts:enter, turns:begin. */
    signedInAtMs: v.optional(v.number()),
  })
    .index("by_subject", ["subject"])
    .index("by_carried_to", ["carriedTo"]),

  /**
   * Writers: turns:begin (inserts), turns:finish, turns:interruptExpired, titles:save, threads:rename, threads:pin, threads:remove, threads:restore,
   * threads:purge (deletes), archives, retention:step, accounts:carry, people:eraseMore.
   */
  threads: defineTable({
    threadId: v.string(),
    ownerId: v.string(),
    title: v.string(),
    /** prompt -> pending -> model; `user` is final. It stays `pending` when the model did not answer: the question's words remain. */
    titleState: v.union(v.literal("prompt"), v.literal("pending"), v.literal("model"), v.literal("user")),
    updatedAtMs: v.number(),
    /** Hidden from its owner, who can restore it for a moment; then its rows are deleted. */
    removed: v.boolean(),
    removedAtMs: v.optional(v.number()),
    pinned: v.optional(v.boolean()),
    /** When its owner last opened it, to the day. Writer: archives:open. */
    openedAtMs: v.optional(v.number()),
    /** The first message of the model's history; missing while all fit. Writer: turns:begin. */
    historyFrom: v.optional(v.string()),
    /** Its messages are in a file, or being moved there or back. Writer: archives. */
    archived: v.optional(v.boolean()),
  })
    .index("by_thread_id", ["threadId"])
    .index("by_owner_updated", ["ownerId", "removed", "updatedAtMs"])
    .index("by_owner", ["ownerId", "removed"])
    .index("by_owner_archived", ["ownerId", "removed", "archived", "updatedAtMs"])
    .index("by_owner_pinned", ["ownerId", "removed", "pinned"])
    .searchIndex("search_title", { searchField: "title", filterFields: ["ownerId", "removed"] }),

  /**
   * A tree by `parentId`; a thread's `active` messages, in order of creation, are the branch that is shown. Regenerating makes the old answer
   * inactive and adds a sibling. Writers: turns:begin, turns:finish, turns:interruptExpired, toolJobs:land, threads:purge,
   * retention:step, archives, accounts:carry, people:eraseMore.
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
    /** The requested model class. */
    model: v.union(v.string(), v.null()),
    error: v.union(vPublicError, v.null()),
    ownerId: v.string(),
    /** On a restored message: its original creation time; other messages have Convex's own. */
    createdAtMs: v.optional(v.number()),
    /** The text that search finds it by: its beginning, once it is complete. */
    searchText: v.string(),
    /** Pictures and documents of a question. */
    attachments: v.optional(v.array(vSentAttachment)),
  })
    .index("by_message_id", ["messageId"])
    .index("by_thread", ["threadId"])
    .index("by_thread_active", ["threadId", "active"])
    .searchIndex("search_text", { searchField: "searchText", filterFields: ["ownerId"] }),

  /**
   * Pictures and documents, in file storage: unsent (no message) -> sent, or the picture of an answer. Content and row are deleted together: with
   * their thread, with their owner, or a day after the upload when never sent. Writers: attachments:commit, attachments:commitDocument,
   * turns:begin, threads:purge, attachments:sweep, retention:step, accounts:carry, people:eraseMore.
   */
  attachments: defineTable({
    attachmentId: v.string(),
    ownerId: v.string(),
    storageId: v.id("_storage"),
    mediaType: vAttachmentType,
    name: v.string(),
    bytes: v.number(),
    /** The beginning of a document's text, which the model sees. */
    text: v.optional(v.string()),
    threadId: v.union(v.string(), v.null()),
    messageId: v.union(v.string(), v.null()),
  })
    .index("by_attachment", ["attachmentId"])
    .index("by_storage", ["storageId"])
    .index("by_owner_message", ["ownerId", "messageId"])
    .index("by_message", ["messageId"])
    .index("by_thread", ["threadId"]),

  /**
   * Messages of threads not opened for long, each thread in one compressed file: stripping -> kept -> restoring -> gone, with the
   * messages back in their table. Writers: archives, threads:purge, retention:step, accounts:carry, people:eraseMore.
   */
  archives: defineTable({
    threadId: v.string(),
    ownerId: v.string(),
    storageId: v.id("_storage"),
    /** Hash of the file, hexadecimal. */
    sha256: v.string(),
    bytes: v.number(),
    messages: v.number(),
    state: v.union(v.literal("stripping"), v.literal("kept"), v.literal("restoring")),
    stateAtMs: v.number(),
  })
    .index("by_thread", ["threadId"])
    .index("by_storage", ["storageId"])
    .index("by_state", ["state", "stateAtMs"]),

  /** One row: the progress of the nightly sweep. `step` fences its steps. Writer: retention. */
  sweeps: defineTable({
    state: v.union(v.literal("running"), v.literal("done")),
    step: v.number(),
    /** Creation time of the last finished user. */
    afterUser: v.number(),
    startedAtMs: v.number(),
    stepAtMs: v.number(),
    removedThreads: v.number(),
    archived: v.number(),
  }),

  /**
   * A thread that anyone with its link may read, as it was at `sharedAtMs`. The owner's browser creates the link's id, which is its only
   * secret. Writers: shares:create, shares:revoke, threads:purge, retention:step, accounts:carry, people:eraseMore.
   */
  shares: defineTable({
    shareId: v.string(),
    threadId: v.string(),
    ownerId: v.string(),
    sharedAtMs: v.number(),
  })
    .index("by_share", ["shareId"])
    .index("by_thread", ["threadId"]),

  /**
   * What users have reported to operators: their own turn's answer, or a shared thread; kept for REPORT_DAYS. Writers: reports:file,
   * reports:handle, reports:sweep, accounts:carry, people:eraseMore.
   */
  reports: defineTable(reportFields)
    .index("by_report", ["reportId"])
    .index("by_subject", ["subjectId"])
    .index("by_reporter", ["reporterId"]),

  /**
   * Exports of users' own data: queued -> running -> ready | failed; files are deleted with the row, a day later. Writers:
   * exports:request, exports:advance, exports:expire, accounts:carry, people:eraseMore.
   */
  exports: defineTable({
    exportId: v.string(),
    ownerId: v.string(),
    /** Null: all threads. */
    threadId: v.union(v.string(), v.null()),
    format: vExportFormat,
    state: vExportState,
    threads: v.number(),
    files: v.array(v.object({ storageId: v.id("_storage"), name: v.string(), bytes: v.number() })),
    expiresAtMs: v.number(),
  })
    .index("by_export", ["exportId"])
    .index("by_owner", ["ownerId"])
    .index("by_expiry", ["expiresAtMs"]),

  /** Public keys of users' passkeys. Writers: passkeys:keep, passkeys:used, passkeys:remove, people:eraseMore. */
  passkeys: defineTable({ ...passkeyFields, usedAtMs: v.union(v.number(), v.null()) })
    .index("by_credential", ["credentialId"])
    .index("by_auth_user", ["authUserId"]),

  /** Challenges for passkeys, each valid once: to sign in (no user), or to add one. Writers: passkeys:challenge, passkeys:take, passkeys:sweep, people:eraseMore. */
  passkeyChallenges: defineTable({ ...challengeFields, expiresAtMs: v.number() })
    .index("by_challenge", ["challenge"])
    .index("by_expiry", ["expiresAtMs"])
    .index("by_auth_user", ["authUserId"]),

  /**
   * Writers: turns:begin, turns:checkpoint (progress), turns:requestStop, turns:follow, turns:finish, turns:interruptExpired, threads:purge,
   * retention:step, accounts:carry, people:eraseMore.
   */
  turns: defineTable({
    turnId: v.string(),
    threadId: v.string(),
    ownerId: v.string(),
    plan: vPlan,
    model: v.string(),
    messageId: v.string(),
    /** Identifies the one call that began it: that call may be repeated when its reply was lost. */
    beginKey: v.string(),
    /** Its reservation: charged when its worker dies. */
    reservation: vReservation,
    /** The worker's last report about the model call. */
    progress: v.union(vTurnProgress, v.null()),
    status: vMessageStatus,
    /** The worker that runs it, and what readers elsewhere want: a stop, or more frequent checkpoints. */
    worker: v.string(),
    /** Id of the request that asked for it, for the log. */
    requestId: v.optional(v.string()),
    signal: vTurnSignal,
    /** UTF-16 units checkpointed so far: limits the rows in turnChunks. */
    chunkChars: v.number(),
    finishReason: v.union(vFinishReason, v.null()),
    firstTokenMs: v.union(v.number(), v.null()),
    totalMs: v.union(v.number(), v.null()),
  })
    .index("by_turn_id", ["turnId"])
    .index("by_thread_status", ["threadId", "status"])
    .index("by_worker_signal", ["worker", "status", "signal"]),

  /**
   * Workers, each with one lease for all of its turns: a heartbeat of a worker with ten thousand turns writes one row. Deleted when the
   * lease has expired and the last of its turns is interrupted. Writers: turns:begin, turns:beat, turns:interruptExpired.
   */
  workers: defineTable({ worker: v.string(), leaseExpiresAtMs: v.number() })
    .index("by_worker", ["worker"])
    .index("by_lease", ["leaseExpiresAtMs"]),

  /** Append-only while a turn runs, deleted at its end. Writers: turns:checkpoint, turns:finish (deletes), turns:interruptExpired (deletes). */
  turnChunks: defineTable({
    turnId: v.string(),
    seq: v.number(),
    textStart: v.number(),
    segments: v.array(vTurnSegment),
  }).index("by_turn_seq", ["turnId", "seq"]),

  /**
   * The authoritative record of money: `turn`, in the transaction that ends it; at most one `true-up`, the difference once the cost is
   * known; at most one `decision` of an operator about a cost; `title`; `tool`, a search, in the transaction that stores its result. Only the
   * owner changes: to `erased` after an erasure. Writers: turns:finish, turns:interruptExpired, turns:begin, settlements, usage:decide,
   * titles:save, toolJobs:succeed, accounts:carry, people:eraseMore.
   */
  usageLedger: defineTable({
    kind: vLedgerKind,
    /** For a title: `title:` and its thread's id. For a search: the turn that asked first. */
    turnId: v.string(),
    ownerId: v.string(),
    plan: vPlan,
    /** The service day of the reservation, e.g. `2026-11-23`. */
    day: v.string(),
    model: v.string(),
    route: v.union(v.string(), v.null()),
    generationId: v.union(v.string(), v.null()),
    /** How the turn ended; null for a row that is not a turn's end. */
    outcome: v.union(vMessageStatus, v.null()),
    inputTokens: v.union(v.number(), v.null()),
    outputTokens: v.union(v.number(), v.null()),
    reasoningTokens: v.union(v.number(), v.null()),
    cachedInputTokens: v.union(v.number(), v.null()),
    /** Missing: none, or not known. */
    cacheWriteTokens: v.optional(v.number()),
    /** The provider's reported cost, without what earlier rows already have. */
    costMicroUsd: v.union(v.number(), v.null()),
    /** Charged against the quota; in a true-up the difference, which may be negative. */
    chargedMicroUsd: v.number(),
    chargedTokens: v.number(),
    /** False when the user got the turn back: it counts towards none of their limits. */
    counts: v.boolean(),
    /** False: an estimate or the reservation was charged, and a true-up may follow. */
    final: v.boolean(),
    /** A reported cost that the price list does not explain: at most the reservation was charged. For an operator to decide. */
    implausibleMicroUsd: v.optional(v.number()),
  })
    .index("by_turn_id", ["turnId", "kind"])
    .index("by_owner_day", ["ownerId", "day", "kind"])
    .index("by_implausible", ["implausibleMicroUsd"]),

  /**
   * What is still to be done after a turn's end: ask the provider for the cost, tell Redis, or both. Deleted when both are done. Writers:
   * turns:finish, turns:interruptExpired, turns:begin, turns:oweSettlement, settlements, accounts:carry, people:eraseMore.
   */
  settlements: defineTable({
    turnId: v.string(),
    ownerId: v.string(),
    plan: vPlan,
    day: v.string(),
    counts: v.boolean(),
    /** The ledger's charge. */
    charged: vCharge,
    /** The part of its cost that is already known. */
    known: vCharge,
    /** The model class that was asked for: its prices say whether a reported cost is proven. Missing in old rows. */
    model: v.optional(v.string()),
    /** The turn's reservation, to check the provider's reported cost against. Missing in old rows. */
    heldMicroUsd: v.optional(v.number()),
    /** The generation that answered, when its cost must be asked for. */
    generationId: v.union(v.string(), v.null()),
    /** Calls abandoned before their first token: they cost the service, not the user's tokens. */
    abandonedGenerationIds: v.array(v.string()),
    tell: vSettlementTell,
    asked: v.number(),
    dueAtMs: v.number(),
  })
    .index("by_turn_id", ["turnId"])
    .index("by_owner", ["ownerId"])
    .index("by_due", ["dueAtMs"])
    .index("by_tell", ["tell"]),

  /**
   * Searches that the model asked for. queued -> running -> succeeded | dead; queued -> canceled; running -> queued when its run went silent;
   * dead -> queued by a replay. Writer: toolJobs.
   */
  toolJobs: defineTable(toolJobFields)
    .index("by_job_id", ["jobId"])
    .index("by_key_state", ["key", "state"])
    .index("by_state", ["state", "enqueuedAtMs"])
    .index("by_state_lease", ["state", "leaseExpiresAtMs"])
    .index("by_state_ended", ["state", "endedAtMs"]),

  /** The last result of each question: the second tier of the cache. Writers: toolJobs:succeed, toolJobs:sweep (deletes), toolCache:forget (deletes). */
  toolResults: defineTable({
    key: v.string(),
    tool: vToolName,
    result: vToolResult,
    fetchedAtMs: v.number(),
  })
    .index("by_key", ["key"])
    .index("by_tool", ["tool"])
    .index("by_fetched", ["fetchedAtMs"]),

  /** Tool calls whose turn went on without a result, and where to put it when it comes. Writers: toolJobs:deliverLater, toolJobs:land, toolJobs:sweep, turns:finish. */
  toolWaits: defineTable({
    key: v.string(),
    turnId: v.string(),
    callId: v.string(),
    /** Only a result fetched after this time counts. */
    sinceMs: v.number(),
  })
    .index("by_key", ["key"])
    .index("by_turn", ["turnId"]),

  /** Durations of a tool's latest jobs, for estimates of a wait. Writer: toolJobs:succeed. */
  toolStats: defineTable({ tool: vToolName, runsMs: v.array(v.number()) }).index("by_tool", ["tool"]),

  /** Application tokens of search providers, kept while valid. Writer: tools/providerTokens:save. */
  providerTokens: defineTable({
    provider: v.string(),
    token: v.union(v.object({ accessToken: v.string(), expiresAtMs: v.number() }), v.null()),
  }).index("by_provider", ["provider"]),

  /** Totals by day and plan, summed from the ledger later: otherwise every turn of a plan would write the same row. Writer: usage:rollUp. */
  usageDays: defineTable({
    day: v.string(),
    plan: vPlan,
    turns: v.number(),
    inputTokens: v.number(),
    outputTokens: v.number(),
    costMicroUsd: v.number(),
    chargedMicroUsd: v.number(),
    /** Turns whose charge is still an estimate. */
    estimatedTurns: v.number(),
  }).index("by_day_plan", ["day", "plan"]),

  /**
   * Users with an account, by the subject of their tokens: their user id from when they were a guest, so that their data stays theirs. The
   * auth component has their address, password and sessions. `graceUntilMs`: a payment is late, and the plan continues until then. Writers:
   * accounts, billing, webhooks, people:eraseMore.
   */
  accounts: defineTable({
    ownerId: v.string(),
    /** Id of the auth component's user. */
    authUserId: v.optional(v.string()),
    role: vRole,
    plan: vPlan,
    graceUntilMs: v.union(v.number(), v.null()),
    /** When the plan last changed. */
    planSinceMs: v.optional(v.number()),
  })
    .index("by_owner", ["ownerId"])
    .index("by_auth_user", ["authUserId"])
    .index("by_grace", ["graceUntilMs"]),

  /**
   * The payment provider's last report of a subscription; `version` orders its events, `events` counts those that took effect. Writers:
   * webhooks:apply, people:eraseMore.
   */
  subscriptions: defineTable({ ...subscriptionFields, version: v.string(), events: v.number() })
    .index("by_subscription", ["subscriptionId"])
    .index("by_customer", ["customerId"])
    .index("by_owner", ["ownerId"]),
  /** The last report of a charge. Writers: webhooks:apply, people:eraseMore. */
  charges: defineTable({ ...chargeFields, version: v.string() })
    .index("by_charge", ["chargeId"])
    .index("by_customer", ["customerId"]),
  /** The last report of a dispute. Writers: webhooks:apply, people:eraseMore. */
  disputes: defineTable({ ...disputeFields, version: v.string() })
    .index("by_dispute", ["disputeId"])
    .index("by_charge", ["chargeId"]),

  /**
   * Every provider event that took effect, or still has to: failed -> applied, or dead after its last attempt. Writers: webhooks:receive,
   * webhooks:retry, webhooks:replay, people:eraseMore.
   */
  webhookEvents: defineTable({
    source: v.string(),
    eventId: v.string(),
    type: v.string(),
    version: v.string(),
    state: v.union(v.literal("applied"), v.literal("failed"), v.literal("dead")),
    attempts: v.number(),
    /** Kept until it has taken effect. */
    event: v.union(vBillingEvent, v.null()),
    error: v.union(v.string(), v.null()),
  })
    .index("by_event", ["source", "eventId"])
    .index("by_state", ["state"]),

  /** One row: how far the ledger has been rolled up. Writer: usage:rollUp. */
  usageCursors: defineTable({ rolledUpTo: v.number() }),

  /** Counts of one minute (Unix minutes) from all processes, by series. Thirty days. Writer: operations:saveMinute. */
  opsMinutes: defineTable({
    minute: v.number(),
    counts: v.record(v.string(), v.number()),
  }).index("by_minute", ["minute"]),

  /** Log of changes that operators made while the service ran. Append-only. Writers: operations:append, operations:perform. */
  opsEvents: defineTable({
    actor: v.string(),
    requestId: v.string(),
    action: v.string(),
    detail: v.string(),
  }),
});
