import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStackProcesses, startStack } from "@sendcat/local-stack";
import { startBenchApp } from "./bench-app.ts";
import { benchUsers } from "./bench-users.ts";
import type { LoadResult } from "./load-plan.ts";
import { startLoadProcess } from "./load-process.ts";
import { OPEN_POLICY } from "./open-policy.ts";
import { planChatRound, planPassRound } from "./plan-round.ts";
import { streamReport, type Round, type StreamReport } from "./stream-report.ts";

export interface StreamBenchOptions {
  /** Measured rounds per route and answer length. */
  readonly rounds: number;
  readonly requests: number;
  readonly concurrency: number;
  /** Answer lengths, in tokens. */
  readonly tokens: readonly number[];
  readonly portBase: number;
  readonly say: (text: string) => void;
}

/** The bench app listens one above the stack's web port. */
const BENCH_APP_OFFSET = 1;

/**
 * Tokens a second through the pass-through route and through `POST /api/chat`, both edge routes of production builds on this machine, with the
 * same simulator behind them at full pace. Sendcat's turns are signed in, reserved, stored and settled as in production.
 * Rejects with what a request said when any failed: a rate of half-answered requests means nothing.
 */
export async function runStreamBench(options: StreamBenchOptions): Promise<readonly StreamReport[]> {
  const { say, portBase, rounds, concurrency } = options;
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-bench-"));
  const processes = createStackProcesses(mkdtempSync(join(dataDir, "app-")), () => undefined);
  const load = startLoadProcess();
  const onLine = ({ part, text }: { part: string; text: string }): void => {
    if (part === "stack") say(text);
  };
  const env = localOnly(process.env);
  const stack = await startStack({ mode: "production", portBase, dataDir, onLine, env, policy: OPEN_POLICY });
  try {
    say("bench app: building and starting the pass-through route ...");
    const passEnv = {
      ...process.env,
      OPENROUTER_BASE_URL: stack.urls.openRouter,
      OPENROUTER_API_KEY: "sk-or-v1-simulator",
    };
    const passUrl = await startBenchApp({ processes, port: portBase + BENCH_APP_OFFSET, env: passEnv });
    const chatUrl = `${stack.urls.web}/api/chat`;
    const turns = options.requests * (rounds + 1) * options.tokens.length;
    const users = await benchUsers(stack.signingKey, stack.urls.web, { turns, atLeast: concurrency });

    const reports: StreamReport[] = [];
    for (const tokens of options.tokens) {
      const shape = { requests: options.requests, concurrency, tokens };
      const measured: Round[] = [];
      for (let round = 0; round <= rounds; round++) {
        const passed = whole(await load.run(planPassRound(passUrl, shape)));
        const sent = whole(await load.run(planChatRound(chatUrl, shape, users)));
        const label = round === 0 ? "warm-up" : `round ${round} of ${rounds}`;
        say(`${tokens} tokens, ${label}: pass-through ${rate(passed)}, sendcat ${rate(sent)} tokens/s`);
        // The first round meets cold code and cold connections.
        if (round > 0) measured.push({ route: "pass-through", result: passed }, { route: "sendcat", result: sent });
      }
      reports.push(streamReport(tokens, measured));
    }
    return reports;
  } finally {
    load.close();
    await Promise.all([processes.stop(), stack.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function whole(result: LoadResult): LoadResult {
  if (result.failures === 0) return result;
  throw new Error(`${result.failures} of ${result.failures + result.answers} requests failed: ${result.firstFailure}`);
}

function rate({ tokens, wallMs }: LoadResult): string {
  return Math.round(tokens / (wallMs / 1000)).toLocaleString("en-US");
}

/** The benchmark measures this machine, whatever the developer's environment names. */
function localOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = /^(SENDCAT_|OPENROUTER_|UPSTASH_|CONVEX_|STREAMING_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !named.test(name)));
}
