import type { MessagePart } from "../chat/message.ts";
import { isExtra } from "../chat/is-extra.ts";
import { isToolName } from "../tools/tool-table.ts";
import type { TurnSegment } from "./turn-segment.ts";

/** The segments of these parts: sent to the reader of a turn that ended in another process. */
export function segmentsFromParts(parts: readonly MessagePart[]): TurnSegment[] {
  return parts.flatMap((part): TurnSegment[] => {
    if (part.type === "text" || part.type === "reasoning") return [{ kind: part.type, text: part.text }];
    if (isExtra(part)) return [{ kind: "extra", part }];
    if (part.type === "data-tool-job") return [{ kind: "tool-job", callId: part.id, job: part.data }];
    const name = part.type.slice("tool-".length);
    if (!isToolName(name)) return [];
    const { toolCallId: callId, input } = part;
    const call: TurnSegment = { kind: "tool-call", callId, name, input };
    if (part.state === "output-available") return [call, { kind: "tool-output", callId, output: part.output }];
    return part.state === "output-error" ? [call, { kind: "tool-error", callId, errorText: part.errorText }] : [call];
  });
}
