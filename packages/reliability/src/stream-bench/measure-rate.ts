import type { LoadProcess } from "../load/load-process.ts";
import { median, percentile } from "../load/percentile.ts";
import { useOfGroup } from "../load/process-use.ts";
import type { Contender, Field } from "./contender.ts";
import { planRound } from "./plan-round.ts";

export interface RateOptions {
  readonly rounds: number;
  readonly requests: number;
  readonly concurrency: number;
  /** Answer lengths, in tokens. */
  readonly tokens: readonly number[];
}

export interface Rate {
  readonly contender: string;
  readonly tokens: number;
  /** By clock time, limited by the whole machine. */
  readonly tokensPerSecond: number;
  /** By the CPU time of the contender's own processes; null where it cannot be read. */
  readonly tokensPerCoreSecond: number | null;
  readonly cpuMsPerThousandTokens: number | null;
  readonly wholeP95Ms: number;
  readonly failures: number;
}

/** Warm-up: a server in production has answered thousands of requests, so one-time compilation is not measured. */
const WARM_UP = { requests: 500, tokens: 50 };

/**
 * The provider sends its tokens as fast as they are read. Each contender first answers five hundred short requests; then the rounds of all
 * contenders are interleaved, so that they run under the same conditions.
 */
export async function measureRates(
  field: Field,
  load: LoadProcess,
  options: RateOptions & { say: (text: string) => void },
): Promise<readonly Rate[]> {
  const rates: Rate[] = [];
  for (const contender of field.contenders) {
    const shape = { ...WARM_UP, concurrency: options.concurrency, rampMs: 0, tokensPerSecond: 0 };
    await load.run(planRound(contender, shape, field.users));
    options.say(`${contender.name}: warm`);
  }
  for (const tokens of options.tokens) {
    const measured = new Map<
      Contender,
      { tokens: number; wallMs: number; cpuMs: number | null; wholeMs: readonly number[]; failures: number }[]
    >();
    for (let round = 1; round <= options.rounds; round++) {
      for (const contender of field.contenders) {
        const shape = { ...options, tokens, rampMs: 0, tokensPerSecond: 0 };
        const before = useOfGroup(contender.groupId);
        const result = await load.run(planRound(contender, shape, field.users));
        const after = useOfGroup(contender.groupId);
        if (result.failures > 0) options.say(`${contender.name}: ${result.failures} failed: ${result.firstFailure}`);
        const cpuMs = before && after ? after.cpuMs - before.cpuMs : null;
        const { wallMs, wholeMs, failures } = result;
        measured.set(contender, [
          ...(measured.get(contender) ?? []),
          { tokens: result.tokens, wallMs, cpuMs, wholeMs, failures },
        ]);
      }
      options.say(`${tokens} tokens an answer: round ${round} of ${options.rounds}`);
    }
    for (const [contender, rounds] of measured) {
      const cpu = rounds.flatMap(({ cpuMs, tokens: said }) =>
        cpuMs === null || cpuMs === 0 ? [] : [said / (cpuMs / 1_000)],
      );
      const perCore = cpu.length > 0 ? median(cpu) : null;
      rates.push({
        contender: contender.name,
        tokens,
        tokensPerSecond: median(rounds.map(({ tokens: said, wallMs }) => said / (wallMs / 1_000))),
        tokensPerCoreSecond: perCore,
        cpuMsPerThousandTokens: perCore === null ? null : 1_000_000 / perCore,
        wholeP95Ms: percentile(
          rounds.flatMap(({ wholeMs }) => wholeMs),
          0.95,
        ),
        failures: rounds.reduce((sum, { failures }) => sum + failures, 0),
      });
    }
  }
  return rates;
}
