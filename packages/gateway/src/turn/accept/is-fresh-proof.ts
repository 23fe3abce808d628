import type { ProofPurpose } from "@sendcat/shared-types";
import type { RequestScope } from "../../request-scope.ts";

/** Whether this solves a challenge of ours and has not been used before. */
export async function isFreshProof(
  { ports }: RequestScope,
  solution: string | undefined,
  purpose: ProofPurpose,
): Promise<boolean> {
  const proof = solution === undefined ? null : await ports.proof.verify(solution, purpose);
  return proof !== null && (await ports.spentProofs.spend(proof));
}
