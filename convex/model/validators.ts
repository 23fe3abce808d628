import { v } from "convex/values";

/** The shapes of shared-types as Convex validators; a test holds the two together. */
export const vPlan = v.union(v.literal("guest"), v.literal("free"), v.literal("plus"), v.literal("pro"));

export const vRole = v.union(v.literal("user"), v.literal("operator"));

export const vMessagePart = v.union(
  v.object({ type: v.literal("text"), text: v.string() }),
  v.object({ type: v.literal("reasoning"), text: v.string() }),
);

export const vTurnSegment = v.union(
  v.object({ kind: v.literal("text"), text: v.string() }),
  v.object({ kind: v.literal("reasoning"), text: v.string() }),
);

export const vEnding = v.union(
  v.literal("complete"),
  v.literal("stopped"),
  v.literal("failed"),
  v.literal("interrupted"),
);

export const vMessageStatus = v.union(
  v.literal("streaming"),
  v.literal("complete"),
  v.literal("stopped"),
  v.literal("failed"),
  v.literal("interrupted"),
);

export const vFinishReason = v.union(
  v.literal("stop"),
  v.literal("length"),
  v.literal("content-filter"),
  v.literal("tool-calls"),
  v.literal("error"),
  v.literal("other"),
);

export const vErrorCode = v.union(
  v.literal("invalid_request"),
  v.literal("unauthenticated"),
  v.literal("proof_required"),
  v.literal("forbidden"),
  v.literal("blocked"),
  v.literal("not_found"),
  v.literal("method_not_allowed"),
  v.literal("conflict"),
  v.literal("payload_too_large"),
  v.literal("unsupported_media_type"),
  v.literal("rate_limited"),
  v.literal("quota_exceeded"),
  v.literal("too_many_streams"),
  v.literal("spend_cap_reached"),
  v.literal("capacity_saturated"),
  v.literal("queue_saturated"),
  v.literal("provider_unavailable"),
  v.literal("upstream_timeout"),
  v.literal("upstream_error"),
  v.literal("internal"),
);

export const vPublicError = v.object({
  code: vErrorCode,
  message: v.string(),
  scope: v.optional(v.string()),
  limit: v.optional(v.number()),
  remaining: v.optional(v.number()),
  resetAtMs: v.optional(v.number()),
  retryAfterMs: v.optional(v.number()),
  upgrade: v.optional(v.boolean()),
});

export const vUsage = v.object({
  inputTokens: v.number(),
  outputTokens: v.number(),
  reasoningTokens: v.number(),
  cachedInputTokens: v.number(),
  costMicroUsd: v.union(v.number(), v.null()),
});

export const vTurnChunk = v.object({ seq: v.number(), textStart: v.number(), segments: v.array(vTurnSegment) });

export const vCheckpoint = v.object({
  turnId: v.string(),
  chunk: v.union(vTurnChunk, v.null()),
  leaseMs: v.number(),
  progress: v.union(v.object({ route: v.string(), generationId: v.union(v.string(), v.null()) }), v.null()),
});

export const vTurnInput = v.union(
  v.object({ kind: v.literal("submit"), messageId: v.string(), parts: v.array(vMessagePart) }),
  v.object({ kind: v.literal("regenerate"), messageId: v.string() }),
);

export const vOwner = v.object({
  userId: v.string(),
  kind: v.union(v.literal("guest"), v.literal("user")),
  plan: vPlan,
});

export const vReservation = v.object({ day: v.string(), tokens: v.number(), costMicroUsd: v.number() });

export const vTurnProgress = v.object({ route: v.string(), generationId: v.union(v.string(), v.null()) });

export const vCharge = v.object({ costMicroUsd: v.number(), tokens: v.number() });

export const vLedgerKind = v.union(v.literal("turn"), v.literal("true-up"), v.literal("title"));

/** What Redis is to be told of a turn: an estimate that may be corrected once, or the last word. Null: it knows. */
export const vSettlementTell = v.union(v.literal("provisional"), v.literal("final"), v.null());

export const vTurnSignal = v.union(v.literal("stop"), v.literal("follow"), v.null());

export const vExportFormat = v.union(v.literal("json"), v.literal("markdown"));
export const vExportState = v.union(v.literal("queued"), v.literal("running"), v.literal("ready"), v.literal("failed"));
