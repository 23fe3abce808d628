/** Vercel's limit, characters. */
const MAX_REGEX_CHARS = 512;

/**
 * Why an expression may not be published, or null: Vercel refuses it, or other engines than JavaScript's read it differently (lookaround,
 * back references). A test checks that none of ours backtracks without end, since rules are code.
 */
export function regexProblem(source: string): string | null {
  if (source.length > MAX_REGEX_CHARS) return `is longer than ${MAX_REGEX_CHARS} characters`;
  if (!compiles(source)) return "is not a regular expression";
  if (/\\[1-9]|\\k</.test(source)) return "has a back reference";
  const plain = source.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  return /\(\?(?!:)/.test(plain) ? "has a lookaround or a named group" : null;
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source).source !== "";
  } catch {
    return false;
  }
}
