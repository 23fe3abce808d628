import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The process group of each part of a stack, by name, read from the stack's record. */
export function groupsOf(dataDir: string): Readonly<Record<string, number>> {
  // safe because the stack wrote this file
  const { groups } = JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as {
    groups: { name: string; pid: number }[];
  };
  return Object.fromEntries(groups.map(({ name, pid }) => [name, pid]));
}
