import type { EncodedValue } from "./encoded-value.ts";

const MAX_NESTING = 16;
const MAX_FIELDS = 1_024;
const MAX_ARRAY_ITEMS = 8_192;

/** The platform stores text as UTF-8, which has no half of a character: cut texts by `cutText`. */
const HALF_CHARACTER = "Text holds a lone surrogate, which UTF-8 cannot express (was it cut inside a character?)";

/** The platform's limits on one value: nesting 16, 1,024 fields, 8,192 array items, well-formed text. Null when it fits. */
export function valueLimitProblem(value: EncodedValue, depth = 0): string | null {
  if (typeof value === "string") return value.isWellFormed() ? null : HALF_CHARACTER;
  if (value === null || typeof value !== "object") return null;
  if (depth >= MAX_NESTING) return `Value is too nested (maximum nesting: ${MAX_NESTING})`;
  if (Array.isArray(value)) {
    if (value.length > MAX_ARRAY_ITEMS) {
      return `Array length is too long (${value.length} > maximum length ${MAX_ARRAY_ITEMS})`;
    }
    for (const item of value) {
      const problem = valueLimitProblem(item, depth + 1);
      if (problem !== null) return problem;
    }
    return null;
  }
  const fields = Object.keys(value);
  if (fields.length > MAX_FIELDS) {
    return `Object has too many fields (${fields.length} > maximum number ${MAX_FIELDS})`;
  }
  for (const field of fields) {
    if (!field.isWellFormed()) return HALF_CHARACTER;
    const inner = value[field];
    const problem = inner === undefined ? null : valueLimitProblem(inner, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}
