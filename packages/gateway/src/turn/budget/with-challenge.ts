import type { ProofOfWork, Refusal } from "@sendcat/shared-types";

/** `proof_required` with what to solve; any other refusal as it is. */
export async function withChallenge(refusal: Refusal, proof: ProofOfWork): Promise<Refusal> {
  return refusal.code === "proof_required" ? { ...refusal, challenge: await proof.challenge() } : refusal;
}
