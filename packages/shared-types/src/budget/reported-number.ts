const DECIMAL = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A number from a provider; some proxies write numbers as text. Null for anything else. */
export function reportedNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  return typeof value === "string" && DECIMAL.test(value) ? Number(value) : null;
}
