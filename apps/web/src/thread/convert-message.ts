import type { ThreadMessageLike } from "@assistant-ui/react";
import { isExtra, type MessagePart, type ToolJob, type ToolPart } from "@sendcat/shared-types";
import type { ShownMessage } from "../conversation/shown-message.ts";

type Status = NonNullable<ThreadMessageLike["status"]>;

const STATUSES: Readonly<Record<ShownMessage["status"], Status>> = {
  streaming: { type: "running" },
  complete: { type: "complete", reason: "stop" },
  truncated: { type: "incomplete", reason: "length" },
  filtered: { type: "incomplete", reason: "content-filter" },
  refused: { type: "incomplete", reason: "content-filter" },
  empty: { type: "incomplete", reason: "other" },
  stopped: { type: "incomplete", reason: "cancelled" },
  failed: { type: "incomplete", reason: "error" },
  interrupted: { type: "incomplete", reason: "other" },
  unsent: { type: "incomplete", reason: "error" },
};

/** A shown message in the UI library's format; `custom.shown` holds the original. */
export function convertMessage(shown: ShownMessage): ThreadMessageLike {
  return {
    id: shown.id,
    role: shown.role,
    content: shown.parts.flatMap((part) => contentOf(part, shown.parts)),
    createdAt: new Date(shown.createdAtMs),
    metadata: { custom: { shown } },
    ...(shown.role === "assistant" ? { status: STATUSES[shown.status] } : {}),
  };
}

/** The data that a search card is made from. */
export interface ShownTool {
  readonly part: ToolPart;
  readonly job: ToolJob | null;
}

type Content = Exclude<ThreadMessageLike["content"], string>[number];

function contentOf(part: MessagePart, parts: readonly MessagePart[]): Content[] {
  if (part.type === "text" || part.type === "reasoning") return [part];
  if (part.type === "data-tool-job" || isExtra(part)) return [];
  const { toolCallId, type, input } = part;
  const job = parts.find((other) => other.type === "data-tool-job" && other.id === toolCallId);
  const artifact: ShownTool = { part, job: job?.type === "data-tool-job" ? job.data : null };
  const isOver = part.state !== "input-available";
  return [
    { type: "tool-call", toolCallId, toolName: type, args: input, artifact, ...(isOver ? { result: part.state } : {}) },
  ];
}

/** The message that `convertMessage` put under `custom.shown`; null when there is none. */
export function shownOf(custom: Record<string, unknown>): ShownMessage | null {
  // safe because convertMessage is the only writer of this field
  return (custom["shown"] as ShownMessage | undefined) ?? null;
}
