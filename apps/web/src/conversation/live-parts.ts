import { assistantMessageId, messagePartSchema, type MessagePart } from "@sendcat/shared-types";
import type { UIMessage } from "ai";
import type { LiveTurn } from "./live-turn.ts";

const NONE: readonly MessagePart[] = [];

/** The live turn's answer, from the AI SDK's messages: text, reasoning, searches, sources and pictures. */
export function liveParts(messages: readonly UIMessage[], turn: LiveTurn | null): readonly MessagePart[] {
  if (!turn) return NONE;
  const id = assistantMessageId(turn.turnId);
  const answer = messages.find((message) => message.id === id);
  return answer ? answer.parts.flatMap((part) => partOf(part) ?? []) : NONE;
}

function partOf(part: UIMessage["parts"][number]): MessagePart | null {
  if (part.type === "text" || part.type === "reasoning") return { type: part.type, text: part.text };
  const parsed = messagePartSchema.safeParse(part);
  return parsed.success ? parsed.data : null;
}
