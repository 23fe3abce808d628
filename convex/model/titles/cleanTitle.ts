import { LIMITS } from "../platform/limits.ts";

/** Longest title kept; a longer reply is not a title. */
const MAX_WORDS = 10;

/** A model's reply as a title: one line, plain text, no quotes. Null when nothing usable is left. */
export function cleanTitle(reply: string | null): string | null {
  const line = (reply ?? "").split("\n").find((candidate) => candidate.trim() !== "") ?? "";
  const title = line
    .replace(/^\s*(?:title\s*:|#+|[-*>])\s*/i, "")
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[*_`~#<>"“”«»|]/g, "")
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/^'(.*)'$/, "$1")
    .replace(/[.:;,]+$/, "");
  return title !== "" && title.length <= LIMITS.titleChars && title.split(" ").length <= MAX_WORDS ? title : null;
}
