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
      const challenge = await proof.challenge("session");
      const solution = await solveProof(challenge);
      const solved = { name: challenge.signature, expiresAtMs: Number(challenge.parameters["expiresAt"]) * 1_000 };
      expect(solved.expiresAtMs).toBeGreaterThan(Date.now() + 590_000);
      expect(await proof.verify(solution, "session")).toEqual(solved);
      expect(await open().verify(solution, "session")).toEqual(solved);
      expect((await proof.challenge("session")).signature).not.toBe(challenge.signature);
    });

    it("is not to be had without the work", async () => {
      const proof = open();
      const challenge = await proof.challenge("session");
      const honest = JSON.parse(atob(await solveProof(challenge))) as {
        challenge: typeof challenge;
        solution: { counter: number; derivedKey: string };
      };
      const forged = async (change: Partial<typeof honest>) =>
        proof.verify(btoa(JSON.stringify({ ...honest, ...change })), "session");
      expect(await forged({})).not.toBeNull();
      const { counter, derivedKey } = honest.solution;
      expect(await forged({ solution: { counter: counter + 1, derivedKey } })).toBeNull();
      expect(await forged({ solution: { counter: 0, derivedKey: "00".repeat(32) } })).toBeNull();
      // An easier challenge, and one that somebody else signed.
      const { parameters, signature } = challenge;
      expect(await forged({ challenge: { parameters: { ...parameters, keyPrefix: "0" }, signature } })).toBeNull();
      const theirs = await open("another key").challenge("session");
      expect(await proof.verify(await solveProof(theirs), "session")).toBeNull();
    });

    it("is good for what it was asked for alone", async () => {
      const proof = open();
      const solution = await solveProof(await proof.challenge("send"));
      expect(await proof.verify(solution, "session")).toBeNull();
      expect(await proof.verify(solution, "send")).not.toBeNull();
    });

    it("does not wait for ever", async () => {
      const proof = open();
      const solution = await solveProof(await proof.challenge("session"));
      vi.setSystemTime(Date.now() + 601_000);
      expect(await proof.verify(solution, "session")).toBeNull();
      vi.useRealTimers();
    });

    it("takes nothing else for a solution", async () => {
      const proof = open();
      const texts = ["", "%%%", btoa("[]"), btoa("{}"), btoa('{"challenge":{},"solution":{}}'), "A".repeat(5_000)];
      for (const text of texts) expect(await proof.verify(text, "session")).toBeNull();
    });
  });
}
