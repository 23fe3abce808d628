/** The value if it is a string; an empty text for anything else. */
export function textOrEmpty(value: unknown): string {
  return typeof value === "string" ? value : "";
}
