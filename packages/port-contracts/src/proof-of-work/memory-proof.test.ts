import { memoryProof, memorySpentProofs } from "./memory-proof.ts";
import { proofOfWorkContract } from "./proof-of-work-contract.ts";
import { spentProofsContract } from "./spent-proofs-contract.ts";

proofOfWorkContract("in memory", async () => ({
  proof: memoryProof(),
  elsewhere: memoryProof(),
  foreign: memoryProof("b"),
  solve: async ({ signature }) => signature,
  forge: (solution) => [`${solution}x`, solution.replace("-solved-", "-"), solution.replace("session", "send")],
}));

spentProofsContract("in memory", async () => {
  const spent = memorySpentProofs();
  return () => spent;
});
