import type { EncodedValue } from "./encoded-value.ts";

const maxNesting = 16;
const maxFields = 1_024;
const maxArrayItems = 8_192;

/** The platform's limits on one value: nesting 16, 1,024 fields, 8,192 array items. Null when it fits. */
export function valueLimitProblem(value: EncodedValue, depth = 0): string | null {
  if (value === null || typeof value !== "object") return null;
  if (depth >= maxNesting) return `Value is too nested (maximum nesting: ${maxNesting})`;
  if (Array.isArray(value)) {
    if (value.length > maxArrayItems) {
      return `Array length is too long (${value.length} > maximum length ${maxArrayItems})`;
    }
    for (const item of value) {
      const problem = valueLimitProblem(item, depth + 1);
      if (problem !== null) return problem;
    }
    return null;
  }
  const fields = Object.keys(value);
  if (fields.length > maxFields) {
    return `Object has too many fields (${fields.length} > maximum number ${maxFields})`;
  }
  for (const field of fields) {
    const inner = value[field];
    const problem = inner === undefined ? null : valueLimitProblem(inner, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}
