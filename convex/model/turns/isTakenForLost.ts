import type { Doc } from "../../_generated/dataModel.js";

/** The sweep has ended it, which has no time to tell of; its worker, which has one, may still do so. */
export function isTakenForLost({ status, totalMs }: Pick<Doc<"turns">, "status" | "totalMs">): boolean {
  return status === "interrupted" && totalMs === null;
}
