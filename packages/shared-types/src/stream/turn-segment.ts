import { z } from "zod";
import { answerExtraSchema } from "../chat/answer-extra.ts";
import { toolJobSchema } from "../tools/tool-job.ts";
import { TOOL_NAMES } from "../tools/tool-table.ts";
import { toolResultSchema } from "../tools/tool-result.ts";

const toolInputSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/**
 * A run of the answer, in order. The answer's text is the concatenation of all `text` segments; resume offsets count its UTF-16 units.
 * A new `text` run after another kind of segment is a new text part. A tool call's outcome follows it with the same `callId`; text or
 * another call after an output starts a new step. An `extra` does not
 * end a text part.
 */
export const turnSegmentSchema = z.union([
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("reasoning"), text: z.string() }),
  z.object({ kind: z.literal("tool-call"), callId: z.string(), name: z.enum(TOOL_NAMES), input: toolInputSchema }),
  z.object({ kind: z.literal("tool-job"), callId: z.string(), job: toolJobSchema }),
  z.object({ kind: z.literal("tool-output"), callId: z.string(), output: toolResultSchema }),
  z.object({ kind: z.literal("tool-error"), callId: z.string(), errorText: z.string() }),
  z.object({ kind: z.literal("extra"), part: answerExtraSchema }),
]);
export type TurnSegment = z.infer<typeof turnSegmentSchema>;
export type TextSegment = Extract<TurnSegment, { readonly text: string }>;
export type ExtraSegment = Extract<TurnSegment, { readonly kind: "extra" }>;
export type ToolSegment = Exclude<TurnSegment, TextSegment | ExtraSegment>;

/** One append-only checkpoint row. `seq` counts from 0; `textStart` is the UTF-16 length of the answer's text before this row. */
export const turnChunkSchema = z.object({
  seq: z.number().int(),
  textStart: z.number().int(),
  segments: z.array(turnSegmentSchema),
});
export type TurnChunk = z.infer<typeof turnChunkSchema>;
