const MAX_WORDS = 6;
const LEADING =
  /^(please |pls |hi |hello |hey |can you |could you |i want |i need |i am looking for |looking for |find me |show me |where can i (buy|get|find) |what is |what are )+/i;

/** A short title for a user's question. Takes a bare question, or a transcript that begins with `user:`. */
export function titleOf(text: string): string {
  const question = text.replace(/^\s*user:\s*/i, "").split(/\n\s*\n?assistant:/i)[0] ?? "";
  const words = question
    // A comma inside a number is part of it.
    .replaceAll(/(?!(?<=\d),(?=\d))[^\p{L}\p{N}$%.'’\s-]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(LEADING, "")
    .split(" ")
    .slice(0, MAX_WORDS)
    .join(" ")
    .replace(/[.\s-]+$/, "");
  if (words === "") return "New conversation";
  return words.charAt(0).toUpperCase() + words.slice(1);
}
