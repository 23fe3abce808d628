import { createHash } from "node:crypto";
import { FunctionError } from "../runtime/function-error.ts";

/** Just after an index key, or at the end of the results. */
export type CursorPosition = { readonly after: Buffer } | "end";

/** Identifies the query of a cursor; other queries refuse the cursor. */
export function queryFingerprint(query: unknown): string {
  return createHash("sha256").update(JSON.stringify(query)).digest("base64url").slice(0, 12);
}

export function encodeCursor(fingerprint: string, position: CursorPosition): string {
  return `${fingerprint}.${position === "end" ? "end" : `_${position.after.toString("base64url")}`}`;
}

/** @throws FunctionError that makes usePaginatedQuery start over */
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
