import { z } from "zod";

/**
 * A run of the answer, in order. The answer's text is the concatenation of all `text` segments; resume offsets count its UTF-16 units.
 * A new `text` run after another kind of segment is a new text part.
 */
export const turnSegmentSchema = z.union([
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("reasoning"), text: z.string() }),
]);
export type TurnSegment = z.infer<typeof turnSegmentSchema>;

/** One append-only checkpoint row. `seq` counts from 0; `textStart` is the UTF-16 length of the answer's text before this row. */
export const turnChunkSchema = z.object({
  seq: z.number().int(),
  textStart: z.number().int(),
  segments: z.array(turnSegmentSchema),
});
export type TurnChunk = z.infer<typeof turnChunkSchema>;
