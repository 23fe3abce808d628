import { createProofOfWork } from "../create-proof-of-work.ts";
import { solveProof } from "../solve-proof.ts";
import { describe, expect, it, vi } from "vitest";

const policy = { cost: 20, work: 40 };
const open = (secret = "a signing key") => createProofOfWork({ secret, policy });

/** The same in Node and in the edge runtime. */
export function proofSuite(): void {
  describe("proof of work", () => {
    it("lets in who has done the work, under a name of its own each time", async () => {
      const proof = open();
      const challenge = await proof.challenge();
      const solution = await solveProof(challenge);
      expect(await proof.verify(solution)).toBe(challenge.signature);
      expect(await open().verify(solution)).toBe(challenge.signature);
      expect((await proof.challenge()).signature).not.toBe(challenge.signature);
    });

    it("is not to be had without the work", async () => {
      const proof = open();
      const challenge = await proof.challenge();
      const honest = JSON.parse(atob(await solveProof(challenge))) as {
        challenge: typeof challenge;
        solution: { counter: number; derivedKey: string };
      };
      const forged = async (change: Partial<typeof honest>) =>
        proof.verify(btoa(JSON.stringify({ ...honest, ...change })));
      expect(await forged({})).not.toBeNull();
      const { counter, derivedKey } = honest.solution;
      expect(await forged({ solution: { counter: counter + 1, derivedKey } })).toBeNull();
      expect(await forged({ solution: { counter: 0, derivedKey: "00".repeat(32) } })).toBeNull();
      // An easier challenge, and one that somebody else signed.
      const { parameters, signature } = challenge;
      expect(await forged({ challenge: { parameters: { ...parameters, keyPrefix: "0" }, signature } })).toBeNull();
      const theirs = await open("another key").challenge();
      expect(await proof.verify(await solveProof(theirs))).toBeNull();
    });

    it("does not wait for ever", async () => {
      const proof = open();
      const solution = await solveProof(await proof.challenge());
      vi.setSystemTime(Date.now() + 601_000);
      expect(await proof.verify(solution)).toBeNull();
      vi.useRealTimers();
    });

    it("takes nothing else for a solution", async () => {
      const proof = open();
      const texts = ["", "%%%", btoa("[]"), btoa("{}"), btoa('{"challenge":{},"solution":{}}'), "A".repeat(5_000)];
      for (const text of texts) expect(await proof.verify(text)).toBeNull();
    });
  });
}
