import { createHash } from "node:crypto";
import { FunctionError } from "../runtime/function-error.ts";

/** Just after a key of the index, or after everything. */
export type CursorPosition = { readonly after: Buffer } | "end";

/** What a cursor belongs to; a cursor of one query is refused by another. */
export function queryFingerprint(query: unknown): string {
  return createHash("sha256").update(JSON.stringify(query)).digest("base64url").slice(0, 12);
}

export function encodeCursor(fingerprint: string, position: CursorPosition): string {
  return `${fingerprint}.${position === "end" ? "end" : `_${position.after.toString("base64url")}`}`;
}

/** @throws FunctionError that usePaginatedQuery understands as "start over" */
export function decodeCursor(fingerprint: string, cursor: string): CursorPosition {
  const [owner, position] = cursor.split(".");
  if (owner !== fingerprint || position === undefined) {
    throw new FunctionError(
      "InvalidCursor: Tried to run a query starting from a cursor, but it looks like this cursor is from a different query.",
      { isConvexSystemError: true, paginationError: "InvalidCursor" },
    );
  }
  return position === "end" ? "end" : { after: Buffer.from(position.slice(1), "base64url") };
}
