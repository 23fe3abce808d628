import { partChars } from "@sendcat/shared-types";

/** UTF-16 units of the parts of a message or the segments of a checkpoint. */
export function partsChars(parts: readonly object[]): number {
  return parts.reduce((sum: number, part) => sum + partChars(part), 0);
}
