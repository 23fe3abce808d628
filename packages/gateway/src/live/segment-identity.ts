import { toolJobSchema, type ExtraSegment, type ToolSegment } from "@sendcat/shared-types";

/** Equal for two copies of one segment, whatever the order of their keys: the store returns keys in alphabetical order. */
export function segmentIdentity(segment: ToolSegment | ExtraSegment): string {
  if (segment.kind === "extra") return `${segment.part.type} ${segment.part.url}`;
  const name = `${segment.kind} ${segment.callId}`;
  // A call has several states of its job, one after another. The schema gives their keys one order.
  return segment.kind === "tool-job" ? `${name} ${JSON.stringify(toolJobSchema.parse(segment.job))}` : name;
}
