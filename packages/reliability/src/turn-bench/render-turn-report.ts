import { markdownTable } from "../report/table.ts";
import type { TurnReport } from "./run-turn-bench.ts";

export function renderTurnReport(report: TurnReport): string {
  const { machine, pairs, turns, tokens, perTurn, counting, alone } = report;
  const most = alone.addedCpuUs + 1.645 * alone.standardErrorUs;
  const share = (us: number): string => `${((us / 1_000 / perTurn.cpuMs.web) * 100).toFixed(2)} %`;
  const row = (what: string, value: number, unit: string): readonly string[] => [what, value.toFixed(2), unit];
  const spread = [Math.min(...counting.ratios), Math.max(...counting.ratios)]
    .map((ratio) => ratio.toFixed(3))
    .join(" to ");
  return `# What a turn costs, and what counting adds

\`pnpm bench turn --write\`, ${machine}. ${pairs} pairs of rounds of ${turns} turns of ${tokens} tokens, said as fast as they are taken; signed in, reserved,
stored and settled as in production. Medians over rounds.

${markdownTable(
  ["a turn", "median", ""],
  [
    row("Redis commands, those inside scripts included", perTurn.redisCommands, "commands"),
    row("requests to Redis", perTurn.redisRequests, "requests"),
    row("calls to Convex, checkpoints and signals included", perTurn.convexCalls, "calls"),
    row("stored by the embedded Convex", perTurn.storedBytes, "bytes"),
    row("CPU of the web host", perTurn.cpuMs.web, "ms"),
    row("CPU of the embedded Convex, its jobs included", perTurn.cpuMs.convex, "ms"),
    row("CPU of Redis and its REST endpoint", perTurn.cpuMs.redis, "ms"),
  ],
)}

Two hosts of one stack, in turn, the order changing from pair to pair: one counts (\`SENDCAT_METRICS=on\`), one does not.

${markdownTable(
  ["", "counting", "silent"],
  [
    ["CPU of the web host a turn, ms", counting.cpuMs.toFixed(3), counting.silentCpuMs.toFixed(3)],
    ["requests to Redis a turn", counting.redisRequests.toFixed(3), counting.silentRedisRequests.toFixed(3)],
  ],
)}

The whole host cannot tell them apart on this machine: CPU with counting over without is ${counting.ratio.toFixed(3)} in the median of ${pairs} pairs, and ${spread}
in single ones, both ways. So what counting adds is measured alone, too: admission and settlement of a turn with and without it, in one process,
alternating every ${alone.turnsPerRound} turns, ${alone.pairs} pairs (\`pnpm bench counting\`):

${markdownTable(
  ["", "us a turn", "of the web host's CPU a turn"],
  [
    ["counting adds", alone.addedCpuUs.toFixed(0), share(alone.addedCpuUs)],
    ["with 95 % confidence at most", most.toFixed(0), share(most)],
  ],
)}
`;
}
