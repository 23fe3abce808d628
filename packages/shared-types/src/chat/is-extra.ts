import type { AnswerExtra } from "./answer-extra.ts";

/** Whether a part of a message is a cited page or a picture. */
export function isExtra(part: { readonly type: string }): part is AnswerExtra {
  return part.type === "source-url" || part.type === "file";
}
