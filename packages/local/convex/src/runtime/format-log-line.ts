import { inspect } from "node:util";

const MAX_LINE_LENGTH = 32_768;

/** A console call as the official clients print it: `[LOG] 'text' 42 { a: 1 }`. */
export function formatLogLine(level: string, values: readonly unknown[]): string {
  const parts = values.map((value) =>
    typeof value === "string"
      ? `'${value}'`
      : inspect(value, { depth: 4, breakLength: Infinity, maxStringLength: 10_000 }),
  );
  const line = `[${level}] ${parts.join(" ")}`;
  return line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)} (truncated)` : line;
}
