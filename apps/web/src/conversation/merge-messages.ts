import {
  assistantMessageId,
  messageStatusSchema,
  partChars,
  type MessagePart,
  type MessageView,
} from "@sendcat/shared-types";
import { isOpen, type LiveTurn } from "./live-turn.ts";
import type { ShownMessage } from "./shown-message.ts";

/**
 * The messages to show: the stored ones, merged with this tab's turn until its end is stored.
 * A stored message that has ended always wins, so that every tab ends up showing the same.
 */
export function mergeMessages(input: {
  /** Oldest first. */
  readonly stored: readonly MessageView[];
  readonly turn: LiveTurn | null;
  /** The turn's answer as streamed so far. */
  readonly liveParts: readonly MessagePart[];
}): ShownMessage[] {
  const { turn, liveParts } = input;
  const stored = input.stored.map(asShown);
  if (!turn) return stored;
  const answerId = assistantMessageId(turn.turnId);
  const begun = turn.phase !== "refused";
  const storedAnswer = stored.find((message) => message.id === answerId);
  // Once the new answer is stored, the stored messages already show the right branch.
  const replacedAt =
    begun && !storedAnswer && turn.replaces ? stored.findIndex((message) => message.id === turn.replaces) : -1;
  const shown = replacedAt === -1 ? stored : stored.slice(0, replacedAt);

  const { userMessage } = turn;
  if (userMessage && !shown.some((message) => message.id === userMessage.id)) {
    shown.push({
      id: userMessage.id,
      role: "user",
      parts: [{ type: "text", text: userMessage.text }],
      status: begun ? "complete" : "unsent",
      turnId: turn.turnId,
      error: null,
      createdAtMs: turn.startedAtMs,
      ...(userMessage.attachments.length > 0 ? { attachments: userMessage.attachments } : {}),
    });
  }
  if (storedAnswer && storedAnswer.status !== "streaming") return shown;
  if (storedAnswer) {
    return shown.map((message) => (message.id === answerId ? overlay(message, turn, liveParts) : message));
  }
  const answer: ShownMessage = {
    id: answerId,
    role: "assistant",
    parts: [],
    status: "streaming",
    turnId: turn.turnId,
    error: null,
    createdAtMs: turn.startedAtMs,
  };
  return begun && turn.kind !== "attach" ? [...shown, overlay(answer, turn, liveParts)] : shown;
}

function overlay(message: ShownMessage, turn: LiveTurn, liveParts: readonly MessagePart[]): ShownMessage {
  const parts = lengthOf(liveParts) >= lengthOf(message.parts) ? liveParts : message.parts;
  if (isOpen(turn) || turn.phase === "lost") return { ...message, parts };
  return { ...message, parts, status: turn.endedAs ?? "streaming", error: turn.error };
}

function lengthOf(parts: readonly MessagePart[]): number {
  return parts.reduce((length, part) => length + partChars(part), 0);
}

function asShown(message: MessageView): ShownMessage {
  const { id, role, turnId, error, createdAtMs, attachments, extras = [] } = message;
  const parts = [...message.parts, ...extras];
  // A page that is older than the service may not know the status.
  const status = messageStatusSchema.parse(message.status);
  const shown = { id, role, parts, status, turnId, error, createdAtMs };
  return attachments ? { ...shown, attachments } : shown;
}
