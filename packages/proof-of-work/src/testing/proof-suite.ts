import { proofOfWorkContract } from "@sendcat/port-contracts";
import type { ProofChallenge } from "@sendcat/shared-types";
import { createProofOfWork } from "../create-proof-of-work.ts";
import { solveProof } from "../solve-proof.ts";

const policy = { cost: 20, work: 40 };
const open = (secret = "a signing key") => createProofOfWork({ secret, policy });

interface Solution {
  readonly challenge: ProofChallenge;
  readonly solution: { readonly counter: number; readonly derivedKey: string };
}

/** The same in Node and in the edge runtime. */
export function proofSuite(): void {
  proofOfWorkContract("PBKDF2", async () => ({
    proof: open(),
    elsewhere: open(),
    foreign: open("another key"),
    solve: async (challenge) => await solveProof(challenge),
    forge(text) {
      // safe because solveProof made it
      const honest = JSON.parse(atob(text)) as Solution;
      const { counter, derivedKey } = honest.solution;
      const { parameters, signature } = honest.challenge;
      return [
        { solution: { counter: counter + 1, derivedKey } },
        { solution: { counter: 0, derivedKey: "00".repeat(32) } },
        // An easier challenge.
        { challenge: { parameters: { ...parameters, keyPrefix: "0" }, signature } },
      ].map((change) => btoa(JSON.stringify({ ...honest, ...change })));
    },
  }));
}
