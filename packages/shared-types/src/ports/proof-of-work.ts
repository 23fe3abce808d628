import type { ProofChallenge } from "../identity/proof-challenge.ts";

/** What a proof is for: a new guest's name, a message of an existing guest, or a mailed code. A proof for one is not valid for another. */
export type ProofPurpose = "session" | "send" | "code";

/** A solved challenge. */
export interface SolvedProof {
  /** Id of the challenge: the same in every solution of it. */
  readonly name: string;
  /** Unix milliseconds; the solution is not valid after that. */
  readonly expiresAtMs: number;
}

/** Proof of work, which a guest's device has to solve. */
export interface ProofOfWork {
  challenge(purpose: ProofPurpose): Promise<ProofChallenge>;
  /** Null for anything but a solution of our challenge for this purpose. SpentProofs ensures that it is used only once. */
  verify(solution: string, purpose: ProofPurpose): Promise<SolvedProof | null>;
}

/** Challenges whose solution was used, on any host. */
export interface SpentProofs {
  /** True the first time, for as long as the proof is valid; then false. */
  spend(proof: SolvedProof): Promise<boolean>;
}
