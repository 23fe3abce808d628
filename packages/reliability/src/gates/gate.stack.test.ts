import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openDrillStack, type DrillStack } from "../drills/drill-stack.ts";
import { openGate } from "../drills/gate-proxy.ts";
import { largest, type Samples } from "../drills/read-metrics.ts";
import { DRILL_POLICY } from "../drills/drill-override.ts";
import type { Indicator } from "../verdicts/judge.ts";
import { INDICATORS } from "../verdicts/judge.ts";
import { readGatePolicy, type GatePolicy } from "./pass-criteria.ts";
import { runGate } from "./run-gate.ts";

/** The release policy, with bounds that a drill of seconds can break and breakers that close within seconds: only times are scaled. */
const RELEASE = readGatePolicy("release");
const POLICY: GatePolicy = {
  ...RELEASE,
  people: { ...RELEASE.people, firstTokenP95: { atMost: 2_500 }, completionP95: { atMost: 5_000 } },
};
const STACK_POLICY = { ...DRILL_POLICY, breaker: { openMs: 1_000, maxOpenMs: 2_000 } };
/** Three seconds: open streams are counted once a second, and the first count of a phase may still be the previous phase's. */
const PROFILE = { streams: 6, seconds: 3, rampMs: 200, tokens: 20, tokensPerSecond: 40 };
/** Longer than the policy waits for a first token. */
const SLOW_TO_BEGIN_MS = 3_000;

let stack: DrillStack;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sendcat-gate-"));
  const portBase = Number(process.env["SENDCAT_DRILL_PORT_BASE"] || "18000");
  const pushedData = process.env["SENDCAT_PUSHED_DATA"];
  stack = await openDrillStack({ portBase, host: "edge", policy: STACK_POLICY, pushedData, say: () => undefined });
}, 300_000);
afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await stack.provider("reset");
  stack.toConvex.set("pass");
});

const gate = (on: DrillStack, options: { profile?: typeof PROFILE; policy?: GatePolicy; reports?: string } = {}) =>
  runGate(on, options.policy ?? POLICY, {
    profile: options.profile ?? PROFILE,
    reportsFolder: options.reports ?? join(folder, "none"),
    say: () => undefined,
  });

/** Indicators that made a gate of this file red. */
const shown = new Set<Indicator>();

/** Expects a red gate with each of these indicators among its reasons, as measured. */
async function expectRed(
  indicators: Indicator | readonly Indicator[],
  on: DrillStack,
  options: Parameters<typeof gate>[1] = {},
): Promise<void> {
  const { ok, reasons } = await gate(on, options);
  expect(ok).toBe(false);
  for (const indicator of [indicators].flat()) {
    expect(reasons).toContainEqual(expect.stringContaining(`${INDICATORS[indicator].label} is `));
    shown.add(indicator);
  }
}

/** The stack with parts of it replaced. */
const but = (over: Partial<DrillStack>): DrillStack => ({ ...stack, ...over });

/** The service's gauges with some values replaced. */
const withSamples = (samples: Readonly<Record<string, number>>): DrillStack =>
  but({ metrics: async (): Promise<Samples> => new Map([...(await stack.metrics()), ...Object.entries(samples)]) });

/** Resolves when the breakers let calls through again. */
const breakersHaveClosed = async (): Promise<void> =>
  expect
    .poll(async () => largest(await stack.metrics(), "sendcat_breaker_open_seconds"), {
      timeout: 20_000,
      interval: 200,
    })
    .toBe(0);

/** Resolves after the probes have passed. */
const onceUnderLoad = (begin: () => Promise<void>): DrillStack =>
  but({
    async tokens(plan, count) {
      // The drill's users are created last.
      if (count === PROFILE.streams) await begin();
      return await stack.tokens(plan, count);
    },
  });

const operate = async (change: object): Promise<void> => {
  const response = await fetch(`${stack.origin}/api/ops/controls`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${stack.operatorToken}` },
    body: JSON.stringify(change),
  });
  expect(response.status).toBe(200);
};

describe("the gate", () => {
  it("is green when nothing is wrong", async () => {
    const { ok, reasons, probes } = await gate(stack);
    expect(reasons).toEqual([]);
    expect({ ok, probes: probes.every((probe) => probe.ok) }).toEqual({ ok: true, probes: true });
  }, 120_000);

  it("is red when a probe fails, and then puts no load on the service", async () => {
    stack.toConvex.set("refuse");
    const { ok, reasons, drill } = await gate(stack);
    expect({ ok, drill }).toEqual({ ok: false, drill: null });
    expect(reasons[0]).toMatch(/^probe "Redis and Convex are reachable"/);
  }, 120_000);

  it("is red for availability, success and server errors when the provider fails", async () => {
    await expectRed(
      ["availability", "success", "serverErrors"],
      onceUnderLoad(() => stack.provider("faults", { fault: "500", forever: true })),
    );
    await stack.provider("reset");
    await breakersHaveClosed();
  }, 120_000);

  it("is red for throttled calls when users open more streams than their plan allows", async () => {
    const one = but({
      async tokens(plan, count) {
        if (count !== PROFILE.streams) return await stack.tokens(plan, count);
        const [only = ""] = await stack.tokens("free", 1);
        return Array.from({ length: count }, () => only);
      },
    });
    await expectRed("throttled", one);
  }, 120_000);

  it("is red for coverage when half of the users get no answer", async () => {
    const half = but({
      async tokens(plan, count) {
        const tokens = await stack.tokens(plan, count);
        return count === PROFILE.streams ? tokens.map((token, i) => (i % 2 === 0 ? token : "not.a.token")) : tokens;
      },
    });
    await expectRed("coverage", half);
  }, 120_000);

  it("is red for network errors when connections break", async () => {
    const cutter = await openGate(stack.origin);
    let timer: ReturnType<typeof setInterval> | undefined;
    const cut = {
      ...onceUnderLoad(async () => void (timer = setInterval(() => cutter.set("pass"), 700))),
      origin: cutter.url,
    };
    await expectRed("networkErrors", cut).finally(async () => {
      clearInterval(timer);
      await cutter.close();
    });
  }, 120_000);

  it("is red for the first token when the provider is slow to start", async () => {
    const slow = { fault: "slow-first-token", delayMs: SLOW_TO_BEGIN_MS, forever: true };
    await expectRed(
      "firstTokenP95",
      onceUnderLoad(() => stack.provider("faults", slow)),
    );
  }, 120_000);

  it("is red for the whole answer when answers are slow", async () => {
    await expectRed("completionP95", stack, { profile: { ...PROFILE, tokensPerSecond: 3 } });
  }, 120_000);

  it("is red for open streams when there are fewer places than users", async () => {
    const change = { action: "limit", limit: "maxInFlight" };
    await expectRed(
      "openStreams",
      onceUnderLoad(() => operate({ ...change, value: 1 })),
    ).finally(() => operate({ ...change, value: null }));
  }, 120_000);

  it("is red for the age of a queue and for an open circuit breaker when the service reports them", async () => {
    const samples = {
      'sendcat_queue_oldest_age_seconds{queue="tools"}': 61,
      'sendcat_breaker_open_seconds{route="google/gemini-2.5-flash"}': 121,
    };
    await expectRed(["queueAge", "breakerOpen"], withSamples(samples));
  }, 120_000);

  it("is red for refusals that the service cannot explain", async () => {
    const change = { action: "limit", limit: "maxInFlight" };
    const mute = onceUnderLoad(() => operate({ ...change, value: 1 }));
    const silent = { ...mute, metrics: async () => new Map<string, number>() };
    await expectRed("unattributed", silent).finally(() => operate({ ...change, value: null }));
  }, 120_000);

  it("is red for the error budget that past reports have spent", async () => {
    const past = {
      drill: "chat-streams",
      profile: "quick",
      startedAt: new Date().toISOString(),
      whole: {},
      phases: [{ group: "people", calls: 500, measured: { availability: 0.9 } }],
    };
    writeFileSync(join(folder, "past.json"), JSON.stringify(past));
    const { ok, reasons } = await gate(stack, { reports: folder });
    expect(ok).toBe(false);
    expect(reasons).toContainEqual(expect.stringMatching(/^error budget spent 20\.0 times too fast in 1 reports/));
  }, 120_000);

  it("has been red in this file for every SLO of every policy", () => {
    for (const name of ["release", "m1", "m2", "m3"]) {
      const { people, whole } = readGatePolicy(name);
      for (const indicator of [...Object.keys(people), ...Object.keys(whole)]) expect([...shown]).toContain(indicator);
    }
  });
});
