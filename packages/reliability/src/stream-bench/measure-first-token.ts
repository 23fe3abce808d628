import type { LoadProcess } from "../load/load-process.ts";
import { percentile } from "../load/percentile.ts";
import type { Contender, Field } from "./contender.ts";
import { planRound, type RoundShape } from "./plan-round.ts";

export interface FirstToken {
  readonly contender: string;
  /** Number of open streams. */
  readonly open: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
}

/** Answers of 20 seconds at reading speed, started evenly: measures the time to the first token while this many streams are open. */
const SHAPES: Readonly<Record<number, Omit<RoundShape, "concurrency">>> = {
  1: { requests: 60, rampMs: 0, tokens: 2, tokensPerSecond: 100 },
  100: { requests: 200, rampMs: 20_000, tokens: 100, tokensPerSecond: 5 },
  1_000: { requests: 2_000, rampMs: 20_000, tokens: 80, tokensPerSecond: 4 },
};

/** Opens the connections; every contender has answered hundreds of requests before. */
const WARM_UP = 20;

/** The provider's own time to the first token, and what each contender adds to it. */
export async function measureFirstTokens(
  field: Field,
  load: LoadProcess,
  options: { readonly open: readonly number[]; readonly say: (text: string) => void },
): Promise<readonly FirstToken[]> {
  const found: FirstToken[] = [];
  for (const open of options.open) {
    const shape = SHAPES[open];
    if (!shape) throw new Error(`there is no shape for ${open} open streams`);
    const run = async (contender: Contender): Promise<void> => {
      await load.run(
        planRound(contender, { ...shape, concurrency: open, requests: Math.min(open, WARM_UP) }, field.users),
      );
      const { firstTokenMs, failures, firstFailure } = await load.run(
        planRound(contender, { ...shape, concurrency: open }, field.users),
      );
      if (failures > 0) options.say(`${contender.name}: ${failures} failed: ${firstFailure}`);
      const at = (rank: number): number => percentile(firstTokenMs, rank);
      found.push({ contender: contender.name, open, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), failures });
    };
    for (const contender of [field.provider, ...field.contenders]) await run(contender);
    options.say(`first token with ${open} open: measured`);
  }
  return found;
}
