import type { ProofChallenge } from "../identity/proof-challenge.ts";

/** Work that a stranger's device does before it is let in. */
export interface ProofOfWork {
  challenge(): Promise<ProofChallenge>;
  /** The name of the challenge that was solved, to see that it is used once; null for anything that is no fresh solution of ours. */
  verify(solution: string): Promise<string | null>;
}
