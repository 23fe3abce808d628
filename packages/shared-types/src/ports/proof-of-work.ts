import type { ProofChallenge } from "../identity/proof-challenge.ts";

/** What the work is done for: the name of a new guest, or a message of one who has a name. Done for one it is no good for the other. */
export type ProofPurpose = "session" | "send";

/** A challenge that was solved. */
export interface SolvedProof {
  /** Of the challenge: the same whoever shows its solution. */
  readonly name: string;
  /** Unix milliseconds; the solution is good for nothing after that. */
  readonly expiresAtMs: number;
}

/** Work that a stranger's device does before it is let in. */
export interface ProofOfWork {
  challenge(purpose: ProofPurpose): Promise<ProofChallenge>;
  /** Null for anything that is no solution of ours for this purpose. That it is used once is the business of SpentProofs. */
  verify(solution: string, purpose: ProofPurpose): Promise<SolvedProof | null>;
}

/** Solved challenges that were used, whichever host they were shown to. */
export interface SpentProofs {
  /** True once, for as long as the proof lives. */
  spend(proof: SolvedProof): Promise<boolean>;
}
