import { describe, expect, it } from "vitest";
import { readTestEnv } from "./env.ts";

describe("the environment variables of a test run", () => {
  it("choose a quick run with the same random cases every time by default", () => {
    expect(readTestEnv({})).toEqual({ depth: "quick", seed: 20_260_303 });
  });

  it("set a depth and a seed, so that a failure from another machine can be reproduced", () => {
    expect(readTestEnv({ SENDCAT_TEST_DEPTH: "deep", FC_SEED: "7" })).toEqual({ depth: "deep", seed: 7 });
    const { seed } = readTestEnv({ FC_SEED: "random" });
    expect(Number.isInteger(seed)).toBe(true);
  });

  it.each([{ SENDCAT_TEST_DEPTH: "depe" }, { FC_SEED: "seven" }, { FC_SEED: "-1" }])(
    "reject %o: a typing error must not count as a deep run",
    (env) => expect(() => readTestEnv(env)).toThrow(/is/),
  );
});
