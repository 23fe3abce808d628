/** Vercel's limit, characters. */
export const MAX_REGEX_CHARS = 512;
const MAX_UNBOUNDED = 4;

/**
 * Why an expression may not be used, or null. Refuses what can backtrack without end (a repeated group that repeats or chooses inside, many
 * unbounded repeats) and what engines other than JavaScript's read differently (lookaround, back references). Stricter than need be: every
 * refused expression has a plain equivalent.
 */
export function unsafeRegex(source: string): string | null {
  if (source.length > MAX_REGEX_CHARS) return `is longer than ${MAX_REGEX_CHARS} characters`;
  if (!compiles(source)) return "is not a regular expression";
  const plain = source
    .replace(/\\[1-9]|\\k</g, "\u0000")
    .replace(/\\./g, "x")
    .replace(/\[[^\]]*\]/g, "x");
  if (plain.includes("\u0000")) return "has a back reference";
  if (/\(\?(?!:)/.test(plain)) return "has a lookaround or a named group";
  if ((plain.match(/[*+]|\{\d+,\}/g) ?? []).length > MAX_UNBOUNDED)
    return `has more than ${MAX_UNBOUNDED} unbounded repeats`;
  return repeatsAChoice(plain) ? "repeats a group that repeats or chooses inside" : null;
}

/** `plain` has no escapes and no classes left. */
function repeatsAChoice(plain: string): boolean {
  const open: boolean[] = [];
  for (let index = 0; index < plain.length; index += 1) {
    const char = plain.charAt(index);
    if (char === "(") open.push(false);
    else if (char === ")") {
      const varied = open.pop() ?? false;
      if (varied && /[*+{]/.test(plain.charAt(index + 1))) return true;
      if (varied && open.length > 0) open[open.length - 1] = true;
    } else if (/[*+{|]/.test(char) && open.length > 0) open[open.length - 1] = true;
  }
  return false;
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source).source !== "";
  } catch {
    return false;
  }
}
