import { bytesOf } from "./text.ts";

type Token = "*" | ((byte: number) => boolean);

/** Redis's patterns, which match bytes: `*`, `?`, `[a-c]`, `[^a]`, and a backslash before a character that stands for itself. */
export function globMatcher(pattern: string): (text: string) => boolean {
  const tokens = tokensOf(bytesOf(pattern));
  return (text) => matches(tokens, bytesOf(text));
}

/** Goes back to the last star only, so that no pattern takes long. */
function matches(tokens: readonly Token[], bytes: Buffer): boolean {
  let [at, next] = [0, 0];
  let star: { readonly token: number; from: number } | null = null;
  while (at < bytes.length) {
    const token = tokens[next];
    if (token === "*") {
      star = { token: next, from: at };
      next += 1;
    } else if (token?.(bytes[at] ?? 0)) {
      at += 1;
      next += 1;
    } else if (star) {
      star.from += 1;
      at = star.from;
      next = star.token + 1;
    } else return false;
  }
  while (tokens[next] === "*") next += 1;
  return next === tokens.length;
}

function tokensOf(pattern: Buffer): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const byte = pattern[at] ?? 0;
    at += 1;
    if (byte === ASTERISK) tokens.push("*");
    else if (byte === QUESTION_MARK) tokens.push(() => true);
    else if (byte === OPEN_BRACKET) {
      const set = readSet(pattern, at);
      tokens.push(set.has);
      at = set.end;
    } else {
      const isEscape = byte === BACKSLASH && at < pattern.length;
      const wanted = isEscape ? pattern[at] : byte;
      if (isEscape) at += 1;
      tokens.push((other) => other === wanted);
    }
  }
  return tokens;
}

/** Reads a set up to its bracket; a set without one ends with the pattern. */
function readSet(pattern: Buffer, start: number): { readonly has: (byte: number) => boolean; readonly end: number } {
  const isNegated = pattern[start] === CARET;
  const members = new Set<number>();
  let at = isNegated ? start + 1 : start;
  while (at < pattern.length && pattern[at] !== CLOSE_BRACKET) {
    const isEscape = pattern[at] === BACKSLASH && at + 1 < pattern.length;
    if (isEscape) at += 1;
    const from = pattern[at] ?? 0;
    const to = !isEscape && pattern[at + 1] === HYPHEN ? pattern[at + 2] : undefined;
    for (let byte = Math.min(from, to ?? from); byte <= Math.max(from, to ?? from); byte++) members.add(byte);
    at += to === undefined ? 1 : 3;
  }
  return { has: (byte) => members.has(byte) !== isNegated, end: at + 1 };
}

const [ASTERISK, QUESTION_MARK, OPEN_BRACKET, CLOSE_BRACKET] = [0x2a, 0x3f, 0x5b, 0x5d];
const [BACKSLASH, CARET, HYPHEN] = [0x5c, 0x5e, 0x2d];
