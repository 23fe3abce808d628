import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { z } from "zod";
import { startLoadProcess, type LoadProcess } from "../load/load-process.ts";
import { median } from "../load/percentile.ts";
import { planRound } from "../stream-bench/plan-round.ts";
import { openPair, type Pair, type WebHost } from "./open-pair.ts";

export interface TurnBenchOptions {
  readonly pairs: number;
  /** Turns of each round. */
  readonly turns: number;
  readonly tokens: number;
  readonly portBase: number;
  readonly say: (text: string) => void;
}

export interface TurnReport {
  readonly machine: string;
  readonly pairs: number;
  readonly turns: number;
  readonly tokens: number;
  /** With counting; medians over rounds. */
  readonly perTurn: {
    readonly redisCommands: number;
    readonly redisRequests: number;
    readonly convexCalls: number;
    readonly storedBytes: number;
    readonly cpuMs: { readonly web: number; readonly convex: number; readonly redis: number };
  };
  /** The host that counts compared with the one that does not; medians, and the ratio of each pair. */
  readonly counting: {
    readonly cpuMs: number;
    readonly silentCpuMs: number;
    readonly ratio: number;
    readonly ratios: readonly number[];
    readonly redisRequests: number;
    readonly silentRedisRequests: number;
  };
  /** Admission and settlement only, with and without counting, alternating in one process: microseconds of CPU per turn. */
  readonly alone: CountingAlone;
}

const countingSchema = z.object({
  pairs: z.number(),
  turnsPerRound: z.number(),
  silentCpuUs: z.number(),
  addedCpuUs: z.number(),
  standardErrorUs: z.number(),
});
export type CountingAlone = z.infer<typeof countingSchema>;

/** Runs `pnpm bench counting` in a process of its own. */
export function measureCountingAlone(): CountingAlone {
  const script = join(REPO_ROOT, "packages/redis/src/testing/bench/counting-bench.ts");
  const { stdout, status, stderr } = spawnSync(process.execPath, [script, "--json"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the counting benchmark failed: ${stderr.slice(-500)}`);
  return countingSchema.parse(JSON.parse(stdout));
}

interface Round {
  readonly webCpuMs: number;
  readonly convexCpuMs: number;
  readonly redisCpuMs: number;
  readonly redisCommands: number;
  readonly redisRequests: number;
  readonly convexCalls: number;
}

const AT_ONCE = 8;

/** The cost of a turn, and what counting adds: rounds alternate between a host that counts and one that does not, and the order changes. */
export async function runTurnBench({ pairs, turns, tokens, portBase, say }: TurnBenchOptions): Promise<TurnReport> {
  const pair = await openPair({ portBase, turns: (pairs + 1) * 2 * turns, say });
  const load = startLoadProcess();
  try {
    const rounds: Record<WebHost["name"], Round[]> = { counting: [], silent: [] };
    let bytesBefore = 0;
    for (let i = 0; i <= pairs; i++) {
      if (i === 1) bytesBefore = databaseBytes(pair.database);
      const hosts = i % 2 === 0 ? pair.hosts : pair.hosts.toReversed();
      for (const host of hosts) {
        const round = await runRound(pair, host, { load, turns, tokens });
        // The first pair runs cold code.
        if (i > 0) rounds[host.name].push(round);
      }
      say(
        `pair ${i} of ${pairs}: ${["counting", "silent"].map((name) => `${name} ${rounds[name as WebHost["name"]].at(-1)?.webCpuMs.toFixed(2) ?? "warm-up"} ms`).join(", ")}`,
      );
    }
    const storedBytes = (databaseBytes(pair.database) - bytesBefore) / (pairs * 2 * turns);
    return reportOf(rounds, { pairs, turns, tokens, storedBytes });
  } finally {
    load.close();
    await pair.close();
  }
}

async function runRound(
  pair: Pair,
  host: WebHost,
  { load, turns, tokens }: { readonly load: LoadProcess; readonly turns: number; readonly tokens: number },
): Promise<Round> {
  const shape = { requests: turns, concurrency: AT_ONCE, rampMs: 0, tokens, tokensPerSecond: 0 };
  const contender = { name: host.name, url: `${host.url}/api/chat`, speaks: "turns", groupId: 0 } as const;
  pair.takeRequests();
  const look = async () => ({
    web: host.cpuMs(),
    convex: pair.cpuMsOf("convex"),
    redis: pair.cpuMsOf("redis"),
    commands: await pair.redisCommands(),
  });
  const before = await look();
  const { failures, firstFailure } = await load.run(planRound(contender, shape, pair.users));
  if (failures > 0) throw new Error(`${failures} turns failed: ${firstFailure}`);
  const requests = pair.takeRequests();
  const after = await look();
  return {
    webCpuMs: (after.web - before.web) / turns,
    convexCpuMs: (after.convex - before.convex) / turns,
    redisCpuMs: (after.redis - before.redis) / turns,
    redisCommands: (after.commands - before.commands) / turns,
    redisRequests: requests.redis / turns,
    convexCalls: requests.convex / turns,
  };
}

/** Size of the database file and its write-ahead log; the database itself is locked by its owner. */
function databaseBytes(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + statSync(file).size, 0);
}

function reportOf(
  { counting, silent }: Readonly<Record<WebHost["name"], readonly Round[]>>,
  { storedBytes, ...shape }: Pick<TurnReport, "pairs" | "turns" | "tokens"> & { readonly storedBytes: number },
): TurnReport {
  const of = (rounds: readonly Round[], name: keyof Round): number => median(rounds.map((round) => round[name]));
  const ratios = counting.map(({ webCpuMs }, i) => webCpuMs / (silent[i]?.webCpuMs ?? Number.NaN));
  return {
    machine: `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`,
    ...shape,
    perTurn: {
      redisCommands: of(counting, "redisCommands"),
      redisRequests: of(counting, "redisRequests"),
      convexCalls: of(counting, "convexCalls"),
      storedBytes,
      cpuMs: { web: of(counting, "webCpuMs"), convex: of(counting, "convexCpuMs"), redis: of(counting, "redisCpuMs") },
    },
    counting: {
      cpuMs: of(counting, "webCpuMs"),
      silentCpuMs: of(silent, "webCpuMs"),
      ratio: median(ratios),
      ratios,
      redisRequests: of(counting, "redisRequests"),
      silentRedisRequests: of(silent, "redisRequests"),
    },
    alone: measureCountingAlone(),
  };
}
