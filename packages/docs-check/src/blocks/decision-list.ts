import type { Repository } from "../repository.ts";

/** The decisions by number, with their titles. */
export function decisionList({ files, read }: Repository): string {
  return [...files]
    .flatMap((file) => /^docs\/decisions\/(\d{4}-[\w-]+\.md)$/.exec(file)?.[1] ?? [])
    .toSorted()
    .map((name) => `- [${/^# (.+)$/m.exec(read(`docs/decisions/${name}`))?.[1] ?? name}](${name})`)
    .join("\n")
    .replaceAll(/\[(\d+)\. /g, "[$1: ");
}
