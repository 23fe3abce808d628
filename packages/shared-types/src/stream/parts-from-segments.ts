import type { AnswerExtra } from "../chat/answer-extra.ts";
import type { MessagePart, ToolPart } from "../chat/message.ts";
import type { ToolSegment, TurnSegment } from "./turn-segment.ts";

/** The message parts of segments: consecutive segments of one kind become one part, a tool call's outcome is stored in its part, and extras come last. */
export function partsFromSegments(segments: Iterable<TurnSegment>): MessagePart[] {
  const parts: MessagePart[] = [];
  const extras: AnswerExtra[] = [];
  for (const segment of segments) {
    if (segment.kind === "extra") {
      extras.push(segment.part);
      continue;
    }
    if (segment.kind !== "text" && segment.kind !== "reasoning") {
      addTool(parts, segment);
      continue;
    }
    if (segment.text === "") continue;
    const last = parts.at(-1);
    if (last?.type === segment.kind) last.text += segment.text;
    else parts.push({ type: segment.kind, text: segment.text });
  }
  return [...parts, ...extras];
}

function addTool(parts: MessagePart[], segment: ToolSegment): void {
  const { callId } = segment;
  if (segment.kind === "tool-job") {
    const known = parts.findIndex((part) => part.type === "data-tool-job" && part.id === callId);
    const part = { type: "data-tool-job", id: callId, data: segment.job } as const;
    if (known === -1) parts.push(part);
    else parts[known] = part;
    return;
  }
  const place = parts.findIndex((part) => "toolCallId" in part && part.toolCallId === callId);
  if (segment.kind === "tool-call") {
    const { name, input } = segment;
    if (place === -1) parts.push({ type: `tool-${name}`, toolCallId: callId, state: "input-available", input });
    return;
  }
  // safe because only tool parts have a call id
  const call = parts[place] as ToolPart | undefined;
  if (!call) return;
  const { type, toolCallId, input } = call;
  if (segment.kind === "tool-error") {
    parts[place] = { type, toolCallId, input, state: "output-error", errorText: segment.errorText };
    return;
  }
  parts[place] = { type, toolCallId, input, state: "output-available", output: segment.output };
  // With a result, the job's state is no longer needed.
  const job = parts.findIndex((part) => part.type === "data-tool-job" && part.id === callId);
  if (job !== -1) parts.splice(job, 1);
}
