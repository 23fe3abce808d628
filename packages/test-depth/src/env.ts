export type Depth = "quick" | "deep";

export interface TestEnv {
  readonly depth: Depth;
  /** Seed of the property tests: the same cases in every run, so that a new failure comes from a change. */
  readonly seed: number;
}

const DEFAULT_SEED = 20_260_303;
const SEEDS = 2 ** 31;

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws on an unknown value: a typing error must not count as a deep run. */
export function readTestEnv(env: Environment = process.env): TestEnv {
  const depth = env["SENDCAT_TEST_DEPTH"] || "quick";
  if (depth !== "quick" && depth !== "deep") throw new Error(`SENDCAT_TEST_DEPTH is quick or deep, not ${depth}.`);
  return { depth, seed: seedOf(env["FC_SEED"] || String(DEFAULT_SEED)) };
}

function seedOf(text: string): number {
  if (text === "random") return Math.floor(Math.random() * SEEDS);
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed >= SEEDS)
    throw new Error(`FC_SEED is a whole number below 2^31 or random, not ${text}.`);
  return seed;
}
