import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack, stackPorts } from "@sendcat/local-stack";
import type { PlanName } from "@sendcat/shared-types";
import { z } from "zod";
import { groupsOf } from "../load/groups-of.ts";
import { localOnly } from "../load/local-only.ts";
import { openGate, type GateProxy } from "./gate-proxy.ts";
import type { Span } from "./most-at-a-time.ts";
import { readMetrics, type Samples } from "./read-metrics.ts";
import { signTokens } from "./sign-tokens.ts";
import { warmUp } from "./warm-up.ts";

export type Host = "edge" | "stream";

/** A production stack on this machine, with control over what a drill breaks. */
export interface DrillStack {
  /** Origin of the host under test. */
  readonly origin: string;
  /** Gates between the web app and its dependencies; the streaming host connects directly. */
  readonly toRedis: GateProxy;
  readonly toConvex: GateProxy;
  /** Calls the simulated provider's admin API: `faults`, `pace`, `reset`. */
  provider(call: "faults" | "pace" | "reset", body?: object): Promise<void>;
  /** The same for the simulated searches. */
  search(call: "faults" | "latency" | "reset", body?: object): Promise<void>;
  /** Calls that a simulator received since its last reset, the latest few thousand: what passed admission, seen from outside. */
  callsTo(simulator: "provider" | "search"): Promise<readonly Span[]>;
  /** The key that signs the bank's webhooks. */
  readonly webhookSecret: string;
  tokens(plan: PlanName, count: number): Promise<readonly string[]>;
  metrics(): Promise<Samples>;
  readonly operatorToken: string;
  /** Process id of a part's process group. */
  group(part: string): number;
  close(): Promise<void>;
}

export interface DrillStackOptions {
  readonly portBase: number;
  readonly host: Host;
  readonly policy: object;
  /** Number of processes of the streaming host. */
  readonly workers?: number;
  /** The service runs behind one proxy and trusts the client addresses that it reports. */
  readonly believesAddresses?: boolean;
  /** From a test run that pushes the functions once: see `startStack`. */
  readonly pushedData?: string | undefined;
  readonly say: (text: string) => void;
}

/** Starts the stack and sends its first requests, which no drill counts. */
export async function openDrillStack(options: DrillStackOptions): Promise<DrillStack> {
  const { portBase, host, policy, workers, believesAddresses, pushedData, say } = options;
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-drill-"));
  const ports = stackPorts(portBase);
  const webhookSecret = `whsec_${randomUUID()}`;
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  const [toRedis, toConvex] = await Promise.all([openGate(at(ports.redisRest)), openGate(at(ports.convex))]);
  const closeGates = async (): Promise<void> => {
    await Promise.all([toRedis.close(), toConvex.close()]);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const stack = await startStack({
      mode: "production",
      portBase,
      dataDir,
      env: {
        ...localOnly(process.env),
        ...(workers ? { SENDCAT_STREAM_WORKERS: String(workers) } : {}),
        ...(believesAddresses ? { SENDCAT_TRUSTED_PROXY_HOPS: "1" } : {}),
      },
      policy,
      pushedData,
      webEnv: {
        UPSTASH_REDIS_REST_URL: toRedis.url,
        CONVEX_URL: toConvex.url,
        SENDCAT_PUBLIC_CONVEX_URL: at(ports.convex),
        STRIPE_WEBHOOK_SECRET: webhookSecret,
      },
      streamHost: host === "stream",
      onLine: ({ part, text }) => (part === "stack" ? say(text) : undefined),
    });
    const origin = (host === "stream" ? stack.urls.stream : null) ?? stack.urls.web;
    const identity = { signingKey: stack.signingKey, issuer: stack.urls.web };
    const [operatorToken = ""] = await signTokens({ ...identity, plan: "pro", role: "operator" }, 1);
    const tokens: DrillStack["tokens"] = (plan, count) => signTokens({ ...identity, plan }, count);
    await warmUp({ origin, tokens }).catch(async (error: unknown) => {
      await stack.stop();
      throw error;
    });
    const groups = groupsOf(dataDir);
    return {
      origin,
      toRedis,
      toConvex,
      provider: (call, body) => tell(stack.urls.openRouter, call, body),
      search: (call, body) => tell(stack.urls.search ?? "", call, body),
      callsTo: (simulator) => callsOf((simulator === "provider" ? stack.urls.openRouter : stack.urls.search) ?? ""),
      webhookSecret,
      tokens,
      metrics: () => readMetrics(stack.urls.web, operatorToken),
      operatorToken,
      group: (part) => groups[part] ?? 0,
      async close() {
        await stack.stop();
        await closeGates();
      },
    };
  } catch (error) {
    await closeGates();
    throw error;
  }
}

const calls = z.object({
  requests: z.array(
    z
      .object({ receivedAtMs: z.number(), endedAtMs: z.number().nullable() })
      .transform(({ receivedAtMs, endedAtMs }) => ({ fromMs: receivedAtMs, untilMs: endedAtMs })),
  ),
});

async function callsOf(simulator: string): Promise<readonly Span[]> {
  const answer = await fetch(new URL("/admin/requests", simulator));
  return calls.parse(await answer.json()).requests;
}

/** Calls a simulator's admin API. */
async function tell(simulator: string, call: string, body: object = {}): Promise<void> {
  const answer = await fetch(new URL(`/admin/${call}`, simulator), { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the simulator refused ${call}: ${await answer.text()}`);
}
