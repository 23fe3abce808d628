import type { Doc } from "../../_generated/dataModel.js";

/** True when the sweep has ended the turn: it sets no total time. The worker, which does, may still finish it. */
export function isTakenForLost({ status, totalMs }: Pick<Doc<"turns">, "status" | "totalMs">): boolean {
  return status === "interrupted" && totalMs === null;
}
