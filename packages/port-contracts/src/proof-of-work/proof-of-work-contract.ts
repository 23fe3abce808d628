import { afterEach, describe, expect, it, vi } from "vitest";
import type { ProofChallenge, ProofOfWork } from "@sendcat/shared-types";

/** The ProofOfWork under test, and a solver for its challenges. */
export interface ProofOfWorkHarness {
  readonly proof: ProofOfWork;
  /** Another host of the same service. */
  readonly elsewhere: ProofOfWork;
  /** A different service. */
  readonly foreign: ProofOfWork;
  solve(challenge: ProofChallenge): Promise<string>;
  /** Solutions made from a valid one without doing the work. */
  forge(solution: string): readonly string[];
}

/** The tests that every ProofOfWork must pass. `open` is called once per test. */
export function proofOfWorkContract(name: string, open: () => Promise<ProofOfWorkHarness>): void {
  describe(`ProofOfWork: ${name}`, () => {
    afterEach(() => void vi.useRealTimers());

    it("accepts finished work on every host, with a name for each challenge", async () => {
      const { proof, elsewhere, solve } = await open();
      const challenge = await proof.challenge("session");
      const solution = await solve(challenge);
      const solved = await proof.verify(solution, "session");
      expect(solved?.name).toBe(challenge.signature);
      expect(solved?.expiresAtMs).toBeGreaterThan(Date.now());
      expect(await elsewhere.verify(solution, "session")).toEqual(solved);
      expect((await proof.challenge("session")).signature).not.toBe(challenge.signature);
    });

    it("refuses a solution without the work, and one of another service's challenge", async () => {
      const { proof, foreign, solve, forge } = await open();
      const solution = await solve(await proof.challenge("session"));
      for (const forged of forge(solution)) expect(await proof.verify(forged, "session")).toBeNull();
      expect(await proof.verify(solution, "session")).not.toBeNull();
      const theirs = await solve(await foreign.challenge("session"));
      expect(await proof.verify(theirs, "session")).toBeNull();
    });

    it("refuses a solution for another purpose", async () => {
      const { proof, solve } = await open();
      const solution = await solve(await proof.challenge("send"));
      expect(await proof.verify(solution, "session")).toBeNull();
      expect(await proof.verify(solution, "send")).not.toBeNull();
    });

    it("accepts a solution for as long as a slow phone needs, then refuses it", async () => {
      const { proof, solve } = await open();
      const solution = await solve(await proof.challenge("session"));
      vi.setSystemTime(Date.now() + 590_000);
      expect(await proof.verify(solution, "session")).not.toBeNull();
      vi.setSystemTime(Date.now() + 11_000);
      expect(await proof.verify(solution, "session")).toBeNull();
    });

    it("refuses everything that is not a solution", async () => {
      const { proof } = await open();
      const texts = ["", "%%%", btoa("[]"), btoa("{}"), btoa('{"challenge":{},"solution":{}}'), "A".repeat(5_000)];
      for (const text of texts) expect(await proof.verify(text, "session")).toBeNull();
    });
  });
}
