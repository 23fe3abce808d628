import { v } from "convex/values";

/** The shapes of shared-types as Convex validators; a test holds the two together. */
export const vPlan = v.union(v.literal("guest"), v.literal("free"), v.literal("plus"), v.literal("pro"));

export const vAttachmentType = v.union(
  v.literal("image/jpeg"),
  v.literal("image/png"),
  v.literal("image/webp"),
  v.literal("image/gif"),
  v.literal("application/pdf"),
);

const credential = { id: v.string(), rawId: v.string(), type: v.literal("public-key") };

export const vNewPasskey = v.object({
  ...credential,
  response: v.object({ clientDataJSON: v.string(), attestationObject: v.string(), transports: v.array(v.string()) }),
});

export const vPasskeyAnswer = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: v.string(),
    authenticatorData: v.string(),
    signature: v.string(),
    userHandle: v.optional(v.string()),
  }),
});

export const vSignIn = v.union(
  v.object({ email: v.string(), code: v.string() }),
  v.object({ email: v.string(), password: v.string() }),
  v.object({ passkey: vPasskeyAnswer }),
  v.object({ provider: v.string(), code: v.string(), state: v.string() }),
);

/** A file of a question. */
export const vSentAttachment = v.object({
  id: v.string(),
  name: v.string(),
  mediaType: vAttachmentType,
  bytes: v.number(),
  storageId: v.id("_storage"),
});

export const vRole = v.union(v.literal("user"), v.literal("operator"));

const vText = v.object({ type: v.literal("text"), text: v.string() });
const vReasoning = v.object({ type: v.literal("reasoning"), text: v.string() });

export const vToolName = v.union(v.literal("search_web"), v.literal("search_products"), v.literal("search_global"));

export const vToolInput = v.record(v.string(), v.union(v.string(), v.number()));

const vProduct = v.object({
  id: v.string(),
  title: v.string(),
  price: v.object({ amount: v.number(), currency: v.string() }),
  landedJmd: v.union(v.number(), v.null()),
  image: v.union(v.string(), v.null()),
  url: v.string(),
  source: v.union(v.literal("ebay"), v.literal("google_shopping")),
  merchant: v.union(v.string(), v.null()),
  condition: v.union(v.string(), v.null()),
  rating: v.union(v.object({ value: v.number(), count: v.number() }), v.null()),
});

const vWebPage = v.object({
  title: v.string(),
  url: v.string(),
  site: v.string(),
  snippet: v.string(),
  date: v.union(v.string(), v.null()),
});

export const vToolResult = v.union(
  v.object({ kind: v.literal("products"), items: v.array(vProduct) }),
  v.object({ kind: v.literal("pages"), items: v.array(vWebPage) }),
);

export const vToolJob = v.object({
  state: v.union(
    v.literal("queued"),
    v.literal("running"),
    v.literal("late"),
    v.literal("refused"),
    v.literal("failed"),
    v.literal("canceled"),
  ),
  position: v.union(v.number(), v.null()),
  waitMs: v.union(v.number(), v.null()),
  retryAfterMs: v.union(v.number(), v.null()),
});

const toolPart = {
  type: v.union(v.literal("tool-search_web"), v.literal("tool-search_products"), v.literal("tool-search_global")),
  toolCallId: v.string(),
  input: vToolInput,
};

export const vMessagePart = v.union(
  vText,
  vReasoning,
  v.object({ ...toolPart, state: v.literal("input-available") }),
  v.object({ ...toolPart, state: v.literal("output-available"), output: vToolResult }),
  v.object({ ...toolPart, state: v.literal("output-error"), errorText: v.string() }),
  v.object({ type: v.literal("data-tool-job"), id: v.string(), data: vToolJob }),
);

export const vTurnSegment = v.union(
  v.object({ kind: v.literal("text"), text: v.string() }),
  v.object({ kind: v.literal("reasoning"), text: v.string() }),
  v.object({ kind: v.literal("tool-call"), callId: v.string(), name: vToolName, input: vToolInput }),
  v.object({ kind: v.literal("tool-job"), callId: v.string(), job: vToolJob }),
  v.object({ kind: v.literal("tool-output"), callId: v.string(), output: vToolResult }),
  v.object({ kind: v.literal("tool-error"), callId: v.string(), errorText: v.string() }),
);

export const vEnding = v.union(
  v.literal("complete"),
  v.literal("truncated"),
  v.literal("filtered"),
  v.literal("empty"),
  v.literal("stopped"),
  v.literal("failed"),
  v.literal("interrupted"),
);

export const vMessageStatus = v.union(v.literal("streaming"), ...vEnding.members);

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
  progress: v.union(v.object({ route: v.string(), generationId: v.union(v.string(), v.null()) }), v.null()),
});

export const vTurnInput = v.union(
  v.object({
    kind: v.literal("submit"),
    messageId: v.string(),
    parts: v.array(v.union(vText, vReasoning)),
    attachments: v.optional(v.array(v.string())),
  }),
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

export const vLedgerKind = v.union(v.literal("turn"), v.literal("true-up"), v.literal("title"), v.literal("tool"));

/** What Redis is to be told of a turn: an estimate that may be corrected once, or the last word. Null: it knows. */
export const vSettlementTell = v.union(v.literal("provisional"), v.literal("final"), v.null());

export const vTurnSignal = v.union(v.literal("stop"), v.literal("follow"), v.null());

export const vExportFormat = v.union(v.literal("json"), v.literal("markdown"));
export const vExportState = v.union(v.literal("queued"), v.literal("running"), v.literal("ready"), v.literal("failed"));
