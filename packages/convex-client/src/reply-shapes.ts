import { ERROR_CODES, MESSAGE_STATUSES, PLAN_NAMES, ROLES, TOOL_JOB_STATES, isRecord } from "@sendcat/shared-types";

/** Cheap checks of the fields that decide what happens next; the text inside is not checked. */
export function isBeginReply(reply: unknown): boolean {
  if (!isRecord(reply)) return false;
  if (reply["ok"] === false) return isRecord(reply["refusal"]) && isOneOf(ERROR_CODES, reply["refusal"]["code"]);
  if (reply["kind"] === "existing") return isStatus(reply["status"]);
  return (
    reply["kind"] === "begun" && typeof reply["assistantMessageId"] === "string" && Array.isArray(reply["history"])
  );
}

export function isCheckpointReplies(replies: unknown): boolean {
  return Array.isArray(replies) && replies.every(isCheckpointReply);
}

export function isSignalsReply(reply: unknown): boolean {
  return Array.isArray(reply) && reply.every((item) => isRecord(item) && typeof item["turnId"] === "string");
}

export function isQueuesReply(reply: unknown): boolean {
  return Array.isArray(reply) && reply.every((item) => isRecord(item) && typeof item["depth"] === "number");
}

export function isText(reply: unknown): boolean {
  return typeof reply === "string";
}

export function isAuditReply(reply: unknown): boolean {
  return Array.isArray(reply) && reply.every((item) => isRecord(item) && typeof item["actor"] === "string");
}

export function isAccountSession(reply: unknown): boolean {
  if (!isRecord(reply) || typeof reply["sid"] !== "string" || typeof reply["email"] !== "string") return false;
  if (typeof reply["id"] !== "string") return false;
  const { standing } = reply;
  if (!isRecord(standing) || typeof standing["userId"] !== "string") return false;
  return isOneOf(PLAN_NAMES, standing["plan"]) && isOneOf(ROLES, standing["role"]);
}

function isCheckpointReply(reply: unknown): boolean {
  return isRecord(reply) && typeof reply["live"] === "boolean";
}

export function isTurnReply(reply: unknown): boolean {
  if (reply === null) return true;
  if (!isRecord(reply) || !isStatus(reply["status"]) || !Array.isArray(reply["chunks"])) return false;
  return reply["parts"] === null || Array.isArray(reply["parts"]);
}

export function isStopReply(reply: unknown): boolean {
  return reply === null || (isRecord(reply) && isStatus(reply["status"]));
}

/** A page from Convex of items with an id. */
export function isPageReply(reply: unknown): boolean {
  if (!isRecord(reply) || typeof reply["isDone"] !== "boolean" || typeof reply["continueCursor"] !== "string")
    return false;
  const { page } = reply;
  return Array.isArray(page) && page.every((item) => isRecord(item) && typeof item["id"] === "string");
}

export function isDayPageReply(reply: unknown): boolean {
  if (!isRecord(reply) || typeof reply["isNew"] !== "boolean") return false;
  const { chargedMicroUsd, after } = reply;
  const amounts = isRecord(chargedMicroUsd) ? PLAN_NAMES.map((plan) => chargedMicroUsd[plan]) : [null];
  return amounts.every(Number.isSafeInteger) && (after === null || typeof after === "number");
}

export function isUserTotalsReply(reply: unknown): boolean {
  return isRecord(reply) && Number.isSafeInteger(reply["turns"]) && Number.isSafeInteger(reply["tokens"]);
}

export function isToolAskReply(reply: unknown): boolean {
  if (!isRecord(reply)) return false;
  if (reply["ok"] === true) return isToolAnswer(reply["answer"]);
  return isRecord(reply["refusal"]) && isOneOf(ERROR_CODES, reply["refusal"]["code"]);
}

export function isToolAnswer(answer: unknown): boolean {
  if (!isRecord(answer)) return false;
  const { kind, outcome, job } = answer;
  if (kind === "under-way") return isRecord(job) && isOneOf(TOOL_JOB_STATES, job["state"]);
  if (kind !== "ended" || !isRecord(outcome) || typeof answer["fetchedAtMs"] !== "number") return false;
  if (outcome["ok"] === false) return isOneOf(ERROR_CODES, outcome["code"]);
  return isRecord(outcome["result"]) && Array.isArray(outcome["result"]["items"]);
}

function isStatus(value: unknown): boolean {
  return isOneOf(MESSAGE_STATUSES, value);
}

function isOneOf(words: readonly string[], value: unknown): boolean {
  return typeof value === "string" && words.includes(value);
}
