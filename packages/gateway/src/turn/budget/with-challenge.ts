import type { ProofOfWork, ProofPurpose, Refusal } from "@sendcat/shared-types";

/** Adds a challenge for `purpose` to a `proof_required` refusal; returns any other refusal unchanged. */
export async function withChallenge(refusal: Refusal, proof: ProofOfWork, purpose: ProofPurpose): Promise<Refusal> {
  return refusal.code === "proof_required" ? { ...refusal, challenge: await proof.challenge(purpose) } : refusal;
}
