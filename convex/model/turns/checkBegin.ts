import { MAX_ATTACHMENTS, type Refusal } from "@sendcat/shared-types";
import type { BeginCall } from "./beginCall.ts";
import { isClientId, isDayName, LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";

/** We trust the service's identity, not its payload: everything is validated before it is stored. Null when all is valid. */
export function checkBegin(begin: BeginCall): Refusal | null {
  const ids = [
    begin.turnId,
    begin.threadId,
    begin.beginKey,
    begin.worker,
    ...(begin.input.kind === "submit" ? [begin.input.messageId, ...(begin.input.attachments ?? [])] : []),
  ];
  if (!ids.every(isClientId) || (begin.requestId ?? "").length > LIMITS.requestIdChars)
    return { code: "invalid_request", scope: "turn.ids" };
  if (begin.model === "" || begin.model.length > LIMITS.modelNameChars)
    return { code: "invalid_request", scope: "turn.model" };
  const { maxMessages, maxChars } = begin.history;
  if (!within(maxMessages, LIMITS.historyMessages) || !within(maxChars, LIMITS.historyChars))
    return { code: "invalid_request", scope: "turn.history" };
  const files = begin.input.kind === "submit" ? (begin.input.attachments ?? []).length : 0;
  if (files > MAX_ATTACHMENTS || (begin.history.pictures ?? 0) > MAX_ATTACHMENTS)
    return { code: "invalid_request", scope: "message.attachments" };
  if (!within(begin.leaseMs, LIMITS.leaseMs)) return { code: "invalid_request", scope: "turn.lease" };
  const { owner, reservation } = begin;
  if (!within(owner.userId.length, LIMITS.ownerIdChars)) return { code: "invalid_request", scope: "turn.owner" };
  const amounts = [reservation.tokens, reservation.costMicroUsd];
  if (!amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0) || !isDayName(reservation.day))
    return { code: "invalid_request", scope: "turn.reservation" };
  if (begin.input.kind !== "submit") return null;
  const { parts } = begin.input;
  if (partsChars(parts) > LIMITS.promptChars) return { code: "payload_too_large", scope: "message" };
  const isText = parts.every((part) => part.type === "text") && parts.some((part) => part.text.trim() !== "");
  if (!isText || parts.length > LIMITS.promptParts) return { code: "invalid_request", scope: "message" };
  return null;
}

function within(value: number, max: number): boolean {
  return value >= 1 && value <= max;
}
