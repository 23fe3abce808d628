import { cutText } from "@sendcat/shared-types";

const MAX_CHARS = 60;

/** The first words of a question, cut at a word where one ends in the second half, never inside a character. */
export function titleFromPrompt(prompt: string): string {
  const words = prompt.replaceAll(/\s+/g, " ").trim();
  if (words.length <= MAX_CHARS) return words;
  const cut = cutText(words, MAX_CHARS - 1);
  const space = cut.lastIndexOf(" ");
  return `${space >= MAX_CHARS / 2 ? cut.slice(0, space) : cut}…`;
}
