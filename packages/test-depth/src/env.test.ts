import { describe, expect, it } from "vitest";
import { readTestEnv } from "./env.ts";

describe("what a run of the tests is told by its environment", () => {
  it("is quick and sees the same histories as every run, when it is told nothing", () => {
    expect(readTestEnv({})).toEqual({ depth: "quick", seed: 20_260_303 });
  });

  it("takes a depth and a seed, so that a failure somebody else saw can be looked at", () => {
    expect(readTestEnv({ SENDCAT_TEST_DEPTH: "deep", FC_SEED: "7" })).toEqual({ depth: "deep", seed: 7 });
    const { seed } = readTestEnv({ FC_SEED: "random" });
    expect(Number.isInteger(seed)).toBe(true);
  });

  it.each([{ SENDCAT_TEST_DEPTH: "depe" }, { FC_SEED: "seven" }, { FC_SEED: "-1" }])(
    "refuses %o: a typing error does not pass for a deep run",
    (env) => expect(() => readTestEnv(env)).toThrow(/is/),
  );
});
