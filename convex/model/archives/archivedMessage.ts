import type { Doc } from "../../_generated/dataModel.js";

/** A message as a line of an archive: all of it but Convex's own id, and when it was made. */
export function archivedLine({ _id, _creationTime, ...message }: Doc<"messages">): string {
  const createdAtMs = message.createdAtMs ?? Math.floor(_creationTime);
  const row: Record<string, unknown> = { ...message, createdAtMs };
  // In one order of names, so that the same message is the same bytes.
  return JSON.stringify(
    Object.fromEntries(
      Object.keys(row)
        .sort()
        .map((name) => [name, row[name]]),
    ),
  );
}

/** The reverse. Only lines that a checksum has vouched for are read. */
export function messageOfLine(line: string): Omit<Doc<"messages">, "_id" | "_creationTime"> {
  // safe because we have written it, and Convex checks every field against the schema when it is stored
  return JSON.parse(line) as Omit<Doc<"messages">, "_id" | "_creationTime">;
}
