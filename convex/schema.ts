import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { chargeFields, disputeFields, subscriptionFields, vBillingEvent } from "./model/billing/validators.ts";
import { challengeFields, passkeyFields } from "./model/passkeys/validators.ts";
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
  vToolInput,
  vToolName,
  vToolResult,
  vTurnProgress,
  vTurnSignal,
  vTurnSegment,
} from "./model/platform/validators.ts";

/**
 * Owners are named by the subject of their token (`guest:<uuid>` or an account id). Ids that clients mint (`threadId`, `messageId`,
 * `turnId`) are strings of their own; Convex ids never leave the deployment.
 *
 * A turn and its assistant message: streaming -> a status of MESSAGE_STATUSES (turns:finish) | interrupted (lease ran out).
 */
export default defineSchema({
  /** Made with a person's first message or account; until then a guest is a token. Writers: turns:begin, accounts:enter, people:erase, people:eraseMore. */
  users: defineTable({
    subject: v.string(),
    kind: vPrincipalKind,
    plan: vPlan,
    /** They have asked to be forgotten: nothing new begins, and the row goes last. Writer: people:erase. */
    erasing: v.optional(v.boolean()),
    /** A guest's: the account that has what was theirs. Writer: accounts:enter. */
    carriedTo: v.optional(v.string()),
    /** When a guest of this name signed in. Writer: accounts:enter. */
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
    /** prompt -> pending -> model; `user` is final. `pending` that stays is a model that did not answer: the prompt's words remain. */
    titleState: v.union(v.literal("prompt"), v.literal("pending"), v.literal("model"), v.literal("user")),
    updatedAtMs: v.number(),
    /** Gone for its owner, who may have it back for a moment; then its rows are deleted. */
    removed: v.boolean(),
    removedAtMs: v.optional(v.number()),
    pinned: v.optional(v.boolean()),
    /** When its owner last looked at it, to the day. Writer: archives:open. */
    openedAtMs: v.optional(v.number()),
    /** Its messages are in a file, or on their way there or back. Writer: archives. */
    archived: v.optional(v.boolean()),
  })
    .index("by_thread_id", ["threadId"])
    .index("by_owner_updated", ["ownerId", "removed", "updatedAtMs"])
    .index("by_owner", ["ownerId", "removed"])
    .index("by_owner_archived", ["ownerId", "removed", "archived", "updatedAtMs"])
    .index("by_owner_pinned", ["ownerId", "removed", "pinned"])
    .searchIndex("search_title", { searchField: "title", filterFields: ["ownerId", "removed"] }),

  /**
   * A tree by `parentId`; the `active` ones of a thread, in order of creation, are the branch that is shown. Regenerating makes the old answer
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
    /** The model class that was asked for. */
    model: v.union(v.string(), v.null()),
    error: v.union(vPublicError, v.null()),
    ownerId: v.string(),
    /** Of one that was in the archive: when it was made, as Convex keeps that of the others. */
    createdAtMs: v.optional(v.number()),
    /** What it is found by: its beginning, once it is whole. */
    searchText: v.string(),
    /** Pictures and documents of a question. */
    attachments: v.optional(v.array(vSentAttachment)),
  })
    .index("by_message_id", ["messageId"])
    .index("by_thread", ["threadId"])
    .index("by_thread_active", ["threadId", "active"])
    .searchIndex("search_text", { searchField: "searchText", filterFields: ["ownerId"] }),

  /**
   * Pictures and documents, in file storage: unsent (no message) -> sent. Content and row go together: with their thread, with their owner, or a day after
   * the upload when they were never sent. Writers: attachments:commit, attachments:commitDocument, turns:begin, threads:purge, attachments:sweep,
   * retention:step, accounts:carry, people:eraseMore.
   */
  attachments: defineTable({
    attachmentId: v.string(),
    ownerId: v.string(),
    storageId: v.id("_storage"),
    mediaType: vAttachmentType,
    name: v.string(),
    bytes: v.number(),
    /** What a document says, its beginning: what the model is told of it. */
    text: v.optional(v.string()),
    threadId: v.union(v.string(), v.null()),
    messageId: v.union(v.string(), v.null()),
  })
    .index("by_attachment", ["attachmentId"])
    .index("by_owner_message", ["ownerId", "messageId"])
    .index("by_message", ["messageId"])
    .index("by_thread", ["threadId"]),

  /**
   * Messages of threads that nobody has opened for long, each thread in one compressed file: stripping -> kept -> restoring -> gone, with the
   * messages back in their table. Writers: archives, threads:purge, retention:step, accounts:carry, people:eraseMore.
   */
  archives: defineTable({
    threadId: v.string(),
    ownerId: v.string(),
    storageId: v.id("_storage"),
    /** Of the file, hexadecimal. */
    sha256: v.string(),
    bytes: v.number(),
    messages: v.number(),
    state: v.union(v.literal("stripping"), v.literal("kept"), v.literal("restoring")),
    stateAtMs: v.number(),
  })
    .index("by_thread", ["threadId"])
    .index("by_state", ["state", "stateAtMs"]),

  /** One row: how far the nightly sweep has come. `step` fences its steps. Writer: retention. */
  sweeps: defineTable({
    state: v.union(v.literal("running"), v.literal("done")),
    step: v.number(),
    /** Creation time of the last user that is done. */
    afterUser: v.number(),
    startedAtMs: v.number(),
    stepAtMs: v.number(),
    removedThreads: v.number(),
    archived: v.number(),
  }),

  /**
   * A thread that whoever has its link may read, as it was at `sharedAtMs`. The link's id is made by the owner's browser and is all there is
   * to know. Writers: shares:create, shares:revoke, threads:purge, retention:step, accounts:carry, people:eraseMore.
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
   * Copies that people take of what is theirs: queued -> running -> ready | failed; files go with the row, a day later. Writers:
   * exports:request, exports:advance, exports:expire, accounts:carry, people:eraseMore.
   */
  exports: defineTable({
    exportId: v.string(),
    ownerId: v.string(),
    /** Null: all of them. */
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

  /** Public keys of people's passkeys. Writers: passkeys:keep, passkeys:used, passkeys:remove, people:eraseMore. */
  passkeys: defineTable({ ...passkeyFields, usedAtMs: v.union(v.number(), v.null()) })
    .index("by_credential", ["credentialId"])
    .index("by_auth_user", ["authUserId"]),

  /** Challenges that passkeys may answer, each once: to sign in (no user), or to add one. Writers: passkeys:challenge, passkeys:take, passkeys:sweep, people:eraseMore. */
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
    /** Names the one call that began it: that call may be repeated when its reply was lost. */
    beginKey: v.string(),
    /** What was put on hold for it: what it is charged when its worker dies. */
    reservation: vReservation,
    /** What its worker last said of the model call. */
    progress: v.union(vTurnProgress, v.null()),
    status: vMessageStatus,
    /** The process that runs it, and what readers elsewhere want of it: to stop, or to be written down more often. */
    worker: v.string(),
    /** Of the request that asked for it, for the log. */
    requestId: v.optional(v.string()),
    signal: vTurnSignal,
    /** UTF-16 units checkpointed so far: what bounds the rows of turnChunks. */
    chunkChars: v.number(),
    finishReason: v.union(vFinishReason, v.null()),
    firstTokenMs: v.union(v.number(), v.null()),
    totalMs: v.union(v.number(), v.null()),
  })
    .index("by_turn_id", ["turnId"])
    .index("by_thread_status", ["threadId", "status"])
    .index("by_worker_signal", ["worker", "status", "signal"]),

  /**
   * Processes that run turns, each with one lease for all of them: a beat of a process with ten thousand turns writes one row. It is deleted when the
   * lease has run out and the last of its turns is interrupted. Writers: turns:begin, turns:beat, turns:interruptExpired.
   */
  workers: defineTable({ worker: v.string(), leaseExpiresAtMs: v.number() })
    .index("by_worker", ["worker"])
    .index("by_lease", ["leaseExpiresAtMs"]),

  /** Append-only while a turn runs, deleted with its end. Writers: turns:checkpoint, turns:finish (deletes), turns:interruptExpired (deletes). */
  turnChunks: defineTable({
    turnId: v.string(),
    seq: v.number(),
    textStart: v.number(),
    segments: v.array(vTurnSegment),
  }).index("by_turn_seq", ["turnId", "seq"]),

  /**
   * The truth about money: `turn`, in the transaction that ends it; `true-up`, at most one, the difference once its cost is known; `title`; `tool`.
   * Only the owner changes: to `erased` when forgotten. Writers: turns:finish, turns:interruptExpired, turns:begin, settlements, titles:save,
   * toolJobs:book, accounts:carry, people:eraseMore.
   */
  usageLedger: defineTable({
    kind: vLedgerKind,
    /** Of a title: `title:` and its thread's id. */
    turnId: v.string(),
    ownerId: v.string(),
    plan: vPlan,
    /** The service's day, e.g. `2026-11-23`: the one it was reserved on. */
    day: v.string(),
    model: v.string(),
    route: v.union(v.string(), v.null()),
    generationId: v.union(v.string(), v.null()),
    /** How the turn ended; null for what is no end of one. */
    outcome: v.union(vMessageStatus, v.null()),
    inputTokens: v.union(v.number(), v.null()),
    outputTokens: v.union(v.number(), v.null()),
    reasoningTokens: v.union(v.number(), v.null()),
    cachedInputTokens: v.union(v.number(), v.null()),
    /** What the provider said it cost, as far as it was not said in an earlier row. */
    costMicroUsd: v.union(v.number(), v.null()),
    /** What was charged against the quota; in a true-up the difference, which may be negative. */
    chargedMicroUsd: v.number(),
    chargedTokens: v.number(),
    /** False when the user got the turn back: it counts towards no limit of theirs. */
    counts: v.boolean(),
    /** False: an estimate or a hold was charged, and a true-up may follow. */
    final: v.boolean(),
    /** A cost that the provider reported and that cannot be: more than was held, which was charged instead. For an operator to look at. */
    implausibleMicroUsd: v.optional(v.number()),
  })
    .index("by_turn_id", ["turnId"])
    .index("by_owner_day", ["ownerId", "day"])
    .index("by_implausible", ["implausibleMicroUsd"]),

  /**
   * What the end of a turn still owes: the provider is to be asked what it cost, Redis is to be told, or both. Deleted when nothing is owed.
   * Writers: turns:finish, turns:interruptExpired, turns:begin, turns:oweSettlement, settlements, accounts:carry, people:eraseMore.
   */
  settlements: defineTable({
    turnId: v.string(),
    ownerId: v.string(),
    plan: vPlan,
    day: v.string(),
    counts: v.boolean(),
    /** What the ledger has charged. */
    charged: vCharge,
    /** The part of its cost that is known without asking. */
    known: vCharge,
    /** What was held for the turn: the measure of what the provider says it cost. Missing in rows from before it was kept. */
    heldMicroUsd: v.optional(v.number()),
    /** The generation that answered, when its cost is to be asked for. */
    generationId: v.union(v.string(), v.null()),
    /** Calls that were given up before their first token: they cost the service, not the user's tokens. */
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
  toolJobs: defineTable({
    jobId: v.string(),
    /** Names the question: one job of a key is under way at a time. */
    key: v.string(),
    tool: vToolName,
    input: vToolInput,
    /** Whose caps it counts against: the plan of who asked first. */
    plan: vPlan,
    /** Of the request that asked first, for the log. */
    requestId: v.optional(v.string()),
    state: v.union(
      v.literal("queued"),
      v.literal("running"),
      v.literal("succeeded"),
      v.literal("dead"),
      v.literal("canceled"),
    ),
    enqueuedAtMs: v.number(),
    startedAtMs: v.union(v.number(), v.null()),
    endedAtMs: v.union(v.number(), v.null()),
    /** Of one that runs: when its run counts as lost unless it has said something. */
    leaseExpiresAtMs: v.union(v.number(), v.null()),
    attempts: v.number(),
    /** The pool's name of its run. */
    workId: v.union(v.string(), v.null()),
    /** The last failure. */
    error: v.union(v.string(), v.null()),
  })
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

  /** Tool calls whose turn went on without a result: where it lands when it comes. Writers: toolJobs:deliverLater, toolJobs:land, toolJobs:sweep, turns:finish. */
  toolWaits: defineTable({
    key: v.string(),
    turnId: v.string(),
    callId: v.string(),
    /** Results fetched since then are what it waits for. */
    sinceMs: v.number(),
  })
    .index("by_key", ["key"])
    .index("by_turn", ["turnId"]),

  /** How long the latest jobs of a tool lasted: what waits are estimated with. Writer: toolJobs:succeed. */
  toolStats: defineTable({ tool: vToolName, runsMs: v.array(v.number()) }).index("by_tool", ["tool"]),

  /** Application tokens of search providers, kept while they are good. Writer: tools/providerTokens:save. */
  providerTokens: defineTable({
    provider: v.string(),
    token: v.union(v.object({ accessToken: v.string(), expiresAtMs: v.number() }), v.null()),
  }).index("by_provider", ["provider"]),

  /**
   * Totals by day and plan, from the ledger: every turn of a plan would otherwise write the same row. Writer: usage:rollUp.
   */
  usageDays: defineTable({
    day: v.string(),
    plan: vPlan,
    turns: v.number(),
    inputTokens: v.number(),
    outputTokens: v.number(),
    costMicroUsd: v.number(),
    chargedMicroUsd: v.number(),
    /** Turns whose charge is an estimate still. */
    estimatedTurns: v.number(),
  }).index("by_day_plan", ["day", "plan"]),

  /**
   * People with an account, by the subject of their tokens: the name they had as a guest, so that whatever was theirs stays theirs. Their
   * address, password and sessions are the auth component's; what they may do is ours. Writers: accounts, billing, webhooks, people:eraseMore.
   * `graceUntilMs`: a payment is late, and until then the plan goes on.
   */
  accounts: defineTable({
    ownerId: v.string(),
    /** Of the auth component's user. */
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
   * What the payment provider last said of a subscription; `version` orders its events, `events` counts those that had their effect. Writers:
   * webhooks:apply, people:eraseMore.
   */
  subscriptions: defineTable({ ...subscriptionFields, version: v.string(), events: v.number() })
    .index("by_subscription", ["subscriptionId"])
    .index("by_customer", ["customerId"])
    .index("by_owner", ["ownerId"]),
  /** The same of a charge. Writers: webhooks:apply, people:eraseMore. */
  charges: defineTable({ ...chargeFields, version: v.string() })
    .index("by_charge", ["chargeId"])
    .index("by_customer", ["customerId"]),
  /** The same of a dispute. Writers: webhooks:apply, people:eraseMore. */
  disputes: defineTable({ ...disputeFields, version: v.string() })
    .index("by_dispute", ["disputeId"])
    .index("by_charge", ["chargeId"]),

  /**
   * Every event of a provider that had its effect, or is to have it: failed -> applied, or dead after its last try. Writers: webhooks:receive,
   * webhooks:retry, webhooks:replay, people:eraseMore.
   */
  webhookEvents: defineTable({
    source: v.string(),
    eventId: v.string(),
    type: v.string(),
    version: v.string(),
    state: v.union(v.literal("applied"), v.literal("failed"), v.literal("dead")),
    attempts: v.number(),
    /** Kept until it has had its effect. */
    event: v.union(vBillingEvent, v.null()),
    error: v.union(v.string(), v.null()),
  })
    .index("by_event", ["source", "eventId"])
    .index("by_state", ["state"]),

  /** One row: how far the ledger has been rolled up. Writer: usage:rollUp. */
  usageCursors: defineTable({
    rolledUpTo: v.number(),
  }),

  /** What was counted in a minute (Unix minutes) by all processes, by series. Thirty days. Writer: operations:saveMinute. */
  opsMinutes: defineTable({
    minute: v.number(),
    counts: v.record(v.string(), v.number()),
  }).index("by_minute", ["minute"]),

  /** Who changed what while the service ran. Append-only. Writers: operations:append, operations:perform. */
  opsEvents: defineTable({
    actor: v.string(),
    requestId: v.string(),
    action: v.string(),
    detail: v.string(),
  }),
});
