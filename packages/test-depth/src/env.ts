export type Depth = "quick" | "deep";

export interface TestEnv {
  readonly depth: Depth;
  /** Where properties begin: the same histories in every run, so that a failure is a change's doing. */
  readonly seed: number;
}

const DEFAULT_SEED = 20_260_303;
const SEEDS = 2 ** 31;

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws when a value is none that a run understands: a typing error must not pass for a deep run. */
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
