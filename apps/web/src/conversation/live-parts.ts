import { assistantMessageId, type MessagePart } from "@sendcat/shared-types";
import type { UIMessage } from "ai";
import type { LiveTurn } from "./live-turn.ts";

const NONE: readonly MessagePart[] = [];

/** The text and reasoning of the live turn's answer, from the AI SDK's messages. */
export function liveParts(messages: readonly UIMessage[], turn: LiveTurn | null): readonly MessagePart[] {
  if (!turn) return NONE;
  const id = assistantMessageId(turn.turnId);
  const answer = messages.find((message) => message.id === id);
  if (!answer) return NONE;
  return answer.parts.flatMap((part): MessagePart[] =>
    part.type === "text" || part.type === "reasoning" ? [{ type: part.type, text: part.text }] : [],
  );
}
