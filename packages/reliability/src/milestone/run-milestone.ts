import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createStackProcesses, startStack, type Stack } from "@sendcat/local-stack";
import { groupsOf } from "../load/groups-of.ts";
import { localOnly } from "../load/local-only.ts";
import { percentile } from "../load/percentile.ts";
import { cpuMsOfProcess, useOfGroup } from "../load/process-use.ts";
import { startServer } from "../stream-bench/contenders/start-process.ts";
import { MILESTONE_POLICY, type Milestone } from "./milestones.ts";
import type { StreamPlan, StreamProgress, StreamResult } from "./stream-plan.ts";

export interface MilestoneOptions {
  readonly portBase: number;
  readonly loadProcesses: number;
  /** Answers that are read again from the store at the end. */
  readonly readAgain: number;
  readonly say: (text: string) => void;
}

export interface MilestoneReport {
  readonly milestone: Milestone;
  readonly machine: string;
  /** The most streams that were open at one moment. */
  readonly open: number;
  readonly complete: number;
  readonly failed: number;
  readonly failures: readonly string[];
  readonly askedAgain: number;
  readonly different: number;
  readonly readAgain: number;
  readonly storedDifferent: number;
  readonly firstTokenMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly signInP95Ms: number;
  /** The host's memory at the most open streams minus its idle memory, per stream; null where it cannot be read. */
  readonly bytesPerStream: number | null;
  /** CPU seconds of each part while streams were open, and of the load itself. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
  /** Share of all cores, 0 to 1, in the busiest ten seconds. */
  readonly busiest: number;
  /** Turns that still had a place when all had ended. */
  readonly leaked: number;
  readonly seconds: number;
}

/** More streams than this need a provider with several processes, because of the limit on open files. */
const STREAMS_A_PROCESS = 8_000;
const PROVIDER_OFFSET = 5;
const SAMPLE_MS = 1_000;
const BUSY_SAMPLES = 10;
/** Longer than a lease. */
const SETTLE_TRIES = 40;

/** Opens a milestone's streams on a production stack on this machine, with every stage of a turn, and checks every answer. */
export async function runMilestone(milestone: Milestone, options: MilestoneOptions): Promise<MilestoneReport> {
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-milestone-"));
  const processes = createStackProcesses(mkdtempSync(join(dataDir, "provider-")), () => undefined);
  const shares = Math.ceil(milestone.streams / STREAMS_A_PROCESS);
  let stack: Stack | null = null;
  const loads: ChildProcess[] = [];
  try {
    const provider = options.portBase + PROVIDER_OFFSET;
    const providerUrl = `http://127.0.0.1:${provider}/api/v1`;
    const providerGroup = await startServer(
      processes,
      {
        name: "provider",
        args: [join(import.meta.dirname, "provider-process.ts"), String(provider), String(shares)],
        cwd: import.meta.dirname,
        env: process.env,
      },
      { url: `${providerUrl}/models`, status: 200 },
    );
    stack = await startStack({
      mode: "production",
      portBase: options.portBase,
      dataDir,
      policy: MILESTONE_POLICY,
      streamHost: milestone.host === "stream",
      convexHost: milestone.host === "convex",
      env: {
        ...localOnly(process.env),
        OPENROUTER_API_KEY: "sk-or-v1-simulator",
        OPENROUTER_BASE_URL: providerUrl,
        SENDCAT_TRUSTED_PROXY_HOPS: "1",
        SENDCAT_STREAM_WORKERS: String(Math.max(availableParallelism(), shares)),
      },
      onLine: ({ part, text }) => {
        if (part === "stack") options.say(text);
      },
    });
    const groups: Record<string, number> = { ...groupsOf(dataDir), provider: providerGroup };
    const hostGroup = groups[{ convex: "convex", edge: "web", stream: "stream" }[milestone.host]] ?? 0;
    const idle = useOfGroup(hostGroup);
    const before = usesOf(groups);
    const startedMs = performance.now();
    const watch = { open: 0, residentBytes: 0, busy: [] as number[] };
    const results = await load(milestone, { ...options, stack, loads }, (progress) => {
      const open = progress.reduce((sum, one) => sum + one.open, 0);
      const [complete, failed] = [total(progress, "complete"), total(progress, "failed")];
      watch.busy.push(total(Object.values(usesOf(groups)), "cpuMs") + loadUse(loads));
      if (open >= watch.open) {
        watch.open = open;
        watch.residentBytes = Math.max(watch.residentBytes, useOfGroup(hostGroup)?.residentBytes ?? 0);
      }
      if (watch.busy.length % 10 === 0) options.say(`${open} open, ${complete} complete, ${failed} failed`);
    });
    const after = usesOf(groups);
    const cpuSeconds = Object.fromEntries(
      Object.keys(groups).map((name) => [name, ((after[name]?.cpuMs ?? 0) - (before[name]?.cpuMs ?? 0)) / 1_000]),
    );
    const firstTokenMs = results.flatMap(({ firstTokenMs: times }) => times);
    return {
      milestone,
      machine: `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`,
      open: watch.open,
      complete: total(results, "complete"),
      failed: total(results, "failed"),
      failures: results.flatMap(({ failures }) => failures).slice(0, 5),
      askedAgain: total(results, "askedAgain"),
      different: total(results, "different"),
      readAgain: total(results, "readAgain"),
      storedDifferent: total(results, "storedDifferent"),
      firstTokenMs: {
        p50: percentile(firstTokenMs, 0.5),
        p95: percentile(firstTokenMs, 0.95),
        p99: percentile(firstTokenMs, 0.99),
      },
      signInP95Ms: percentile(
        results.flatMap(({ signInMs }) => signInMs),
        0.95,
      ),
      bytesPerStream: idle && watch.open > 0 ? (watch.residentBytes - idle.residentBytes) / watch.open : null,
      cpuSeconds: { ...cpuSeconds, load: loadUse(loads) / 1_000 },
      busiest: busiestOf(watch.busy),
      leaked: await leakedPlaces(stack),
      seconds: (performance.now() - startedMs) / 1_000,
    };
  } finally {
    for (const one of loads) one.disconnect();
    await Promise.all([processes.stop(), stack?.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function load(
  milestone: Milestone,
  { stack, loads, loadProcesses, readAgain }: MilestoneOptions & { stack: Stack; loads: ChildProcess[] },
  onProgress: (progress: readonly StreamProgress[]) => void,
): Promise<readonly StreamResult[]> {
  const urls = { convex: stack.urls.convexSite, edge: stack.urls.web, stream: stack.urls.stream };
  const progress = new Map<number, StreamProgress>();
  const timer = setInterval(() => onProgress([...progress.values()]), SAMPLE_MS);
  try {
    return await Promise.all(
      Array.from({ length: loadProcesses }, (_, first) => {
        const child = fork(new URL("stream-load.ts", import.meta.url));
        loads.push(child);
        const { streams, tokens, tokensPerSecond, rampSeconds } = milestone;
        const plan: StreamPlan = {
          url: urls[milestone.host] ?? "",
          webUrl: stack.urls.web,
          sourceAddress: `127.0.0.${first + 2}`,
          first,
          step: loadProcesses,
          streams,
          rampMs: rampSeconds * 1_000,
          tokens,
          tokensPerSecond,
          timeoutMs: 120_000,
          readAgain: Math.ceil(readAgain / loadProcesses),
        };
        return new Promise<StreamResult>((settle, fail) => {
          child.once("exit", (code) => fail(new Error(`a load process ended (exit code ${code})`)));
          child.on("message", (message: StreamProgress | StreamResult) => {
            if (message.kind === "result") settle(message);
            else progress.set(first, message);
          });
          child.send(plan);
        });
      }),
    );
  } finally {
    clearInterval(timer);
  }
}

/** Turns are settled just after their last byte; a place that is taken longer, under a lease that is still renewed, has leaked. */
async function leakedPlaces(stack: Stack): Promise<number> {
  for (let tries = 0; ; tries++) {
    const taken = await placesTaken(stack);
    if (taken === 0 || tries === SETTLE_TRIES) return taken;
    await new Promise((settle) => setTimeout(settle, SAMPLE_MS));
  }
}

/** Turns still counted as running, from the quota's own records. */
async function placesTaken(stack: Stack): Promise<number> {
  const response = await fetch(`${stack.urls.redis}/hgetall/${encodeURIComponent("sendcat:{quota}:v2:loads")}`, {
    headers: { authorization: `Bearer ${stack.redisToken}` },
  });
  // safe because HGETALL returns a flat list of texts
  const { result } = (await response.json()) as { result: readonly string[] };
  // Names and loads alternate; a load counts until its lease expires.
  return result.reduce((sum, text) => {
    const [, untilMs = "0", places = "0"] = /^(\d+)\|.*\ball=(\d+)/.exec(text) ?? [];
    return Number(untilMs) > Date.now() ? sum + Number(places) : sum;
  }, 0);
}

function total<Key extends string>(of: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return of.reduce((sum, one) => sum + one[key], 0);
}

function usesOf(groups: Readonly<Record<string, number>>) {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [name, useOfGroup(group) ?? { cpuMs: 0, residentBytes: 0 }]),
  );
}

/** Load processes are children of this process and share its group. */
function loadUse(loads: readonly ChildProcess[]): number {
  return loads.reduce((sum, { pid }) => sum + (pid === undefined ? 0 : cpuMsOfProcess(pid)), 0);
}

/** CPU milliseconds so far, one sample a second: returns the largest share of all cores over ten seconds. */
function busiestOf(samples: readonly number[]): number {
  let most = 0;
  for (let i = BUSY_SAMPLES; i < samples.length; i++) {
    const cpuMs = (samples[i] ?? 0) - (samples[i - BUSY_SAMPLES] ?? 0);
    most = Math.max(most, cpuMs / (BUSY_SAMPLES * SAMPLE_MS * availableParallelism()));
  }
  return most;
}
