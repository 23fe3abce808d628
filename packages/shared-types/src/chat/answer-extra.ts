import { z } from "zod";
import { ANSWER_PICTURE_TYPES } from "./attachment-type.ts";

/** Most cited pages of one answer, and the length of a page's title in UTF-16 units. */
export const MAX_SOURCES = 20;
export const MAX_SOURCE_TITLE_CHARS = 200;
/** Most pictures of one answer, and the size of one that comes inside the stream. */
export const MAX_ANSWER_PICTURES = 4;
export const MAX_ANSWER_PICTURE_BYTES = 3_000_000;

/** A page that an answer cites: https, named by its title or, without one, its site. */
const sourcePartSchema = z.object({
  type: z.literal("source-url"),
  sourceId: z.string(),
  url: z.string(),
  title: z.string(),
});

/** A picture in an answer: in our file storage, or (`image/*`) at an origin that our image route fetches from. */
const picturePartSchema = z.object({
  type: z.literal("file"),
  mediaType: z.enum(ANSWER_PICTURE_TYPES),
  url: z.string(),
});

/** What an answer has besides its text, in the form of the AI SDK's parts and chunks. */
export const answerExtraSchema = z.discriminatedUnion("type", [sourcePartSchema, picturePartSchema]);
export type SourcePart = z.infer<typeof sourcePartSchema>;
export type PicturePart = z.infer<typeof picturePartSchema>;
export type AnswerExtra = z.infer<typeof answerExtraSchema>;
