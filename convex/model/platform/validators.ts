import {
  ANSWER_PICTURE_TYPES,
  ATTACHMENT_TYPES,
  ENDINGS,
  ERROR_CODES,
  EXPORT_FORMATS,
  EXPORT_STATES,
  FINISH_REASONS,
  MESSAGE_STATUSES,
  PLAN_NAMES,
  PRINCIPAL_KINDS,
  PRODUCT_SOURCES,
  ROLES,
  TOOL_JOB_STATES,
  TOOL_NAMES,
  TOOL_PART_TYPES,
} from "@sendcat/shared-types";
import { v } from "convex/values";
import { literals } from "./literals.ts";

/**
 * The shapes of shared-types as Convex validators. Words come from its lists; fields are written again, because a schema would bring the
 * schema library into every bundle, and a test compares them.
 */
export const vPlan = literals(PLAN_NAMES);

export const vAttachmentType = literals(ATTACHMENT_TYPES);

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

/** A file sent with a question. */
export const vSentAttachment = v.object({
  id: v.string(),
  name: v.string(),
  mediaType: vAttachmentType,
  bytes: v.number(),
  storageId: v.id("_storage"),
});

export const vRole = literals(ROLES);
export const vPrincipalKind = literals(PRINCIPAL_KINDS);

const vText = v.object({ type: v.literal("text"), text: v.string() });
const vReasoning = v.object({ type: v.literal("reasoning"), text: v.string() });

export const vToolName = literals(TOOL_NAMES);

export const vToolInput = v.record(v.string(), v.union(v.string(), v.number()));

const vProduct = v.object({
  id: v.string(),
  title: v.string(),
  price: v.object({ amount: v.number(), currency: v.string() }),
  landedJmd: v.union(v.number(), v.null()),
  image: v.union(v.string(), v.null()),
  url: v.string(),
  source: literals(PRODUCT_SOURCES),
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
  state: literals(TOOL_JOB_STATES),
  position: v.union(v.number(), v.null()),
  waitMs: v.union(v.number(), v.null()),
  retryAfterMs: v.union(v.number(), v.null()),
});

const toolPart = {
  type: literals(TOOL_PART_TYPES),
  toolCallId: v.string(),
  input: vToolInput,
};

/** Pictures and cited pages of an answer. */
export const vExtra = v.union(
  v.object({ type: v.literal("source-url"), sourceId: v.string(), url: v.string(), title: v.string() }),
  v.object({ type: v.literal("file"), mediaType: literals(ANSWER_PICTURE_TYPES), url: v.string() }),
);

export const vMessagePart = v.union(
  vText,
  vReasoning,
  v.object({ ...toolPart, state: v.literal("input-available") }),
  v.object({ ...toolPart, state: v.literal("output-available"), output: vToolResult }),
  v.object({ ...toolPart, state: v.literal("output-error"), errorText: v.string() }),
  v.object({ type: v.literal("data-tool-job"), id: v.string(), data: vToolJob }),
  ...vExtra.members,
);

export const vTurnSegment = v.union(
  v.object({ kind: v.literal("text"), text: v.string() }),
  v.object({ kind: v.literal("reasoning"), text: v.string() }),
  v.object({ kind: v.literal("tool-call"), callId: v.string(), name: vToolName, input: vToolInput }),
  v.object({ kind: v.literal("tool-job"), callId: v.string(), job: vToolJob }),
  v.object({ kind: v.literal("tool-output"), callId: v.string(), output: vToolResult }),
  v.object({ kind: v.literal("tool-error"), callId: v.string(), errorText: v.string() }),
  v.object({ kind: v.literal("extra"), part: vExtra }),
);

export const vEnding = literals(ENDINGS);

export const vMessageStatus = literals(MESSAGE_STATUSES);

export const vFinishReason = literals(FINISH_REASONS);

const vErrorCode = literals(ERROR_CODES);

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
  cacheWriteTokens: v.optional(v.number()),
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
  v.object({ kind: v.union(v.literal("regenerate"), v.literal("continue")), messageId: v.string() }),
);

export const vOwner = v.object({
  userId: v.string(),
  kind: vPrincipalKind,
  plan: vPlan,
});

export const vReservation = v.object({ day: v.string(), tokens: v.number(), costMicroUsd: v.number() });

export const vTurnProgress = v.object({ route: v.string(), generationId: v.union(v.string(), v.null()) });

export const vCharge = v.object({ costMicroUsd: v.number(), tokens: v.number() });

export const vLedgerKind = v.union(
  v.literal("turn"),
  v.literal("true-up"),
  v.literal("decision"),
  v.literal("title"),
  v.literal("tool"),
);

/** What Redis still has to be told of a turn: an estimate that may be corrected once, or the final amount. Null: nothing. */
export const vSettlementTell = v.union(v.literal("provisional"), v.literal("final"), v.null());

export const vTurnSignal = v.union(v.literal("stop"), v.literal("follow"), v.null());

export const vExportFormat = literals(EXPORT_FORMATS);
export const vExportState = literals(EXPORT_STATES);
