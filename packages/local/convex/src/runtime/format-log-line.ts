import { inspect } from "node:util";

const maxLineLength = 32_768;

/** A console call as the official clients print it: `[LOG] 'text' 42 { a: 1 }`. */
export function formatLogLine(level: string, values: readonly unknown[]): string {
  const parts = values.map((value) =>
    typeof value === "string"
      ? `'${value}'`
      : inspect(value, { depth: 4, breakLength: Infinity, maxStringLength: 10_000 }),
  );
  const line = `[${level}] ${parts.join(" ")}`;
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength)} (truncated)` : line;
}
