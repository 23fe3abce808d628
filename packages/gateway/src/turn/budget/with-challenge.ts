import type { ProofOfWork, ProofPurpose, Refusal } from "@sendcat/shared-types";

/** `proof_required` with what to solve for the purpose; any other refusal as it is. */
export async function withChallenge(refusal: Refusal, proof: ProofOfWork, purpose: ProofPurpose): Promise<Refusal> {
  return refusal.code === "proof_required" ? { ...refusal, challenge: await proof.challenge(purpose) } : refusal;
}
