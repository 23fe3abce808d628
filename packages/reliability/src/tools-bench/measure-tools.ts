import type { Stack } from "@sendcat/local-stack";
import { benchUsers } from "../stream-bench/bench-users.ts";
import { NO_LIMITS } from "../stream-bench/no-limits.ts";
import { toolFigures, type ToolRow } from "./render-tools.ts";
import { timeToolStep, type ToolStep } from "./time-tool-step.ts";

export interface ToolsBenchOptions {
  /** Turns of each kind, one after the other. */
  readonly turns: number;
  /** Turns at once with the same question, and how often. */
  readonly crowd: number;
  readonly crowds: number;
  /** The provider's own time. */
  readonly latencyMs: number;
  readonly say: (text: string) => void;
}

/** Large limits, except for the web search's queue: one search beyond these is refused. */
const CAPS = { running: 4, queued: 4 };
export const TOOLS_POLICY = {
  ...NO_LIMITS,
  // Clients, servers and stores share this machine's cores, so a slow moment is not an outage of Redis.
  failure: { admission: { waitMs: 5_000 }, settlement: { waitMs: 1_000 }, throttle: { waitMs: 1_000 } },
  admission: { ...NO_LIMITS.admission, bulkheads: { openrouter_chat: 100_000, tool_jobs: 1_000 } },
  tools: {
    waitMs: 20_000,
    jobs: {
      tools: {
        search_web: CAPS,
        search_products: { running: 6, queued: 200 },
        search_global: { running: 6, queued: 200 },
      },
      plans: { pro: { running: 6, queued: 200 } },
    },
  },
};

/** Runs all kinds of searches on a stack, one kind after the other. */
export async function measureTools(
  { urls, signingKey }: Stack,
  { turns, crowd, crowds, latencyMs, say }: ToolsBenchOptions,
): Promise<ToolRow[]> {
  const origin = urls.search ?? "";
  await fetch(`${origin}/admin/latency`, { method: "POST", body: JSON.stringify({ ms: latencyMs }) });
  const load = { turns: turns * 2 + crowd * crowds + 50, atLeast: crowd };
  const users = await benchUsers(signingKey, urls.web, load);
  let next = 0;
  const ask = (tool: string, query: string) =>
    timeToolStep({ web: urls.web, token: users[next++ % users.length] ?? "", tool, query });
  const calls = async () => {
    // safe because the simulator's answer has this shape
    const { requests } = (await (await fetch(`${origin}/admin/requests`)).json()) as { requests: unknown[] };
    return requests.length;
  };
  const row = async (name: string, run: () => Promise<ToolStep[]>): Promise<ToolRow> => {
    say(`${name} ...`);
    const before = await calls();
    const steps = await run();
    const measured = { name, steps, calls: (await calls()) - before };
    const { p50, p95 } = toolFigures(measured);
    say(`${name}: p50 ${p50} ms, p95 ${p95} ms, ${measured.calls} provider calls`);
    return measured;
  };
  await inTurn(10, (n) => ask("search_products", `phone warm up ${n}`));
  await ask("search_products", "air fryer");
  return [
    await row("cache hit", () => inTurn(turns, () => ask("search_products", "air fryer"))),
    await row("miss", () => inTurn(turns, (n) => ask("search_products", `phone case ${n}`))),
    await row(`coalesced, ${crowd} at once`, async () => {
      const all: ToolStep[] = [];
      for (let n = 0; n < crowds; n++) {
        all.push(...(await Promise.all(Array.from({ length: crowd }, () => ask("search_global", `sneaker ${n}`)))));
      }
      return all;
    }),
    await row("queue full", async () => {
      await fetch(`${origin}/admin/latency`, { method: "POST", body: JSON.stringify({ ms: 15_000 }) });
      const busy = Array.from({ length: CAPS.running + CAPS.queued }, (_, n) => ask("search_web", `busy ${n}`));
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const refused = await inTurn(30, (n) => ask("search_web", `refused ${n}`));
      await fetch(`${origin}/admin/latency`, { method: "POST", body: JSON.stringify({ ms: 0 }) });
      await Promise.all(busy);
      return refused;
    }),
  ];
}

async function inTurn(count: number, run: (n: number) => Promise<ToolStep>): Promise<ToolStep[]> {
  const steps: ToolStep[] = [];
  for (let n = 0; n < count; n++) steps.push(await run(n));
  return steps;
}
