import type { Doc } from "../../_generated/dataModel.js";

/** A message as a line of an archive: everything but Convex's own id, and its creation time. */
export function archivedLine({ _id, _creationTime, ...message }: Doc<"messages">): string {
  const createdAtMs = message.createdAtMs ?? Math.floor(_creationTime);
  const row: Record<string, unknown> = { ...message, createdAtMs };
  // Keys in a fixed order, so that the same message gives the same bytes.
  return JSON.stringify(
    Object.fromEntries(
      Object.keys(row)
        .sort()
        .map((name) => [name, row[name]]),
    ),
  );
}

/** The reverse of `archivedLine`. Only for lines whose checksum was verified. */
export function messageOfLine(line: string): Omit<Doc<"messages">, "_id" | "_creationTime"> {
  // safe because we have written it, and Convex checks every field against the schema when it is stored
  return JSON.parse(line) as Omit<Doc<"messages">, "_id" | "_creationTime">;
}
