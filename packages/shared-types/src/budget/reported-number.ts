const DECIMAL = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A number of a provider's; some proxies write theirs as text. Null for anything else. */
export function reportedNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  return typeof value === "string" && DECIMAL.test(value) ? Number(value) : null;
}
