import type { BuiltFunction } from "./built-functions.ts";

/** The functions as a table for a terminal, one a line. */
export function functionTable(functions: readonly BuiltFunction[]): string {
  const rows = functions.map((one) => [
    `/${[one.path, ...one.alsoServes].join(", /")}`,
    one.runtime,
    one.regions.join(", ") || "default",
    one.maxDurationSeconds === null ? "default" : `${one.maxDurationSeconds} s`,
    `${(one.gzippedBytes / 1024).toFixed(0)} KB`,
    `${(one.bytes / 1024).toFixed(0)} KB`,
  ]);
  const all = [["function", "runtime", "regions", "max duration", "gzipped", "bytes"], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
