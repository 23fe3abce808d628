import { cpus } from "node:os";
import { startLoadProcess } from "../load/load-process.ts";
import { measureFirstTokens, type FirstToken } from "./measure-first-token.ts";
import { measureMemory, type Memory } from "./measure-memory.ts";
import { measureRates, type Rate, type RateOptions } from "./measure-rate.ts";
import { openField } from "./open-field.ts";

export interface StreamBenchOptions extends RateOptions {
  /** Levels of open streams for the first token, of 1, 100 and 1000. */
  readonly open: readonly number[];
  /** Streams open at a time for the memory measurement; 0 skips it. */
  readonly memoryStreams: number;
  readonly portBase: number;
  readonly say: (text: string) => void;
}

export interface StreamReport {
  readonly machine: string;
  readonly shape: RateOptions;
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
  readonly rates: readonly Rate[];
  readonly firstTokens: readonly FirstToken[];
  readonly memory: readonly Memory[];
}

/**
 * Compares Sendcat's hosts with the least that a proxy can do, the usual route and published gateways: one run, one machine, one simulated
 * provider. Only Sendcat's turns are signed in, reserved, stored and settled, as in production.
 */
export async function runStreamBench(options: StreamBenchOptions): Promise<StreamReport> {
  const { rounds, requests, concurrency, tokens, open, memoryStreams, portBase, say } = options;
  const turns = rounds * requests * tokens.length + 10_000 + memoryStreams;
  const field = await openField({ portBase, turns, atLeastUsers: Math.max(concurrency, memoryStreams, ...open), say });
  const load = startLoadProcess();
  try {
    const shape = { rounds, requests, concurrency, tokens };
    return {
      machine: `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`,
      shape,
      absent: field.absent,
      rates: await measureRates(field, load, { ...shape, say }),
      firstTokens: await measureFirstTokens(field, load, { open, say }),
      memory: memoryStreams === 0 ? [] : await measureMemory(field, load, { open: memoryStreams, say }),
    };
  } finally {
    load.close();
    await field.close();
  }
}
