import { DRILL_POLICY } from "./drill-policy.ts";
import { judge, type Measured, type Slos, type Verdict } from "../slo/slo.ts";
import type { Drill, GroupPlan, Phase } from "./drill.ts";
import { openDrillStack, type DrillStack, type Host } from "./drill-stack.ts";
import { measure } from "./measure.ts";
import type { Group, Outcome, Second, Sent } from "./outcome.ts";
import type { Profile, ProfileName } from "./profiles.ts";
import { attributedRefusals, largest } from "./read-metrics.ts";
import { runCallers } from "./run-callers.ts";

export interface PhaseReport {
  readonly phase: string;
  readonly group: string;
  readonly calls: number;
  readonly measured: Measured;
  readonly verdicts: readonly Verdict[];
}

export interface DrillReport {
  readonly drill: string;
  readonly what: string;
  readonly profile: ProfileName;
  readonly host: Host;
  readonly startedAt: string;
  readonly ok: boolean;
  readonly phases: readonly PhaseReport[];
  /** Of the whole drill and the service's own counts. */
  readonly whole: Measured;
  readonly wholeVerdicts: readonly Verdict[];
  readonly seconds: readonly Second[];
  /** When each phase began, seconds. */
  readonly phaseStarts: readonly { readonly phase: string; readonly second: number }[];
  /** Calls by how they ended: `200`, `429 rate_limited user.in_flight`, `network`. */
  readonly endings: Readonly<Record<string, number>>;
}

export interface RunOptions {
  readonly profileName: ProfileName;
  readonly profile: Profile;
  readonly host?: Host;
  readonly portBase: number;
  /** What holds for the drill as a whole, besides what its phases say. */
  readonly slos?: Slos;
  readonly say: (text: string) => void;
}

/** Every drill must explain its refusals, whatever else it shows. */
const ALWAYS: Slos = { unattributed: { atMost: 0 } };
const SAMPLE_MS = 2_000;
/** Idle processes tell what they counted after two seconds. */
const TOLD_WITHIN_MS = 4_000;
const TIMEOUT_MS = 120_000;

/** Starts a stack of its own, runs the drill on it, and judges it. */
export async function runDrill(drill: Drill, options: RunOptions): Promise<DrillReport> {
  const { profile, say } = options;
  const host = options.host ?? drill.host ?? "edge";
  const policy = merged(DRILL_POLICY, drill.policy?.(profile) ?? {});
  const stack = await openDrillStack({
    portBase: options.portBase,
    host,
    policy,
    say,
    ...(drill.workers ? { workers: drill.workers } : {}),
  });
  try {
    return await runOn(stack, drill, { ...options, host });
  } finally {
    await stack.close();
  }
}

/** The same on a stack that runs. */
export async function runOn(
  stack: DrillStack,
  drill: Drill,
  { profile, profileName, host = "edge", slos = {}, say }: Omit<RunOptions, "portBase">,
): Promise<DrillReport> {
  const phases = drill.phases(profile);
  const plans = drill.groups(profile);
  const groups = await Promise.all(plans.map((plan) => groupOf(plan, { stack, profile })));
  const total = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  const startedAt = new Date().toISOString();
  await warmUp(stack);
  const before = attributedRefusals(await stack.metrics());
  say(`${drill.name}: ${plans.map(({ name, callers }) => `${callers} ${name}`).join(", ")} for ${total} s`);

  const seconds: Second[] = [];
  const watched = watch(stack);
  const running = runCallers({ groups, seconds: total, rampMs: profile.rampMs, timeoutMs: TIMEOUT_MS }, (second) => {
    seconds.push(second);
    const { open, answered, throttled, failed } = second;
    if (second.second % 5 === 4)
      say(
        `${drill.name}: ${second.second + 1} s, ${open} open, last second ${answered} answered, ${throttled} throttled, ${failed} failed`,
      );
  });
  const starts = await walk(stack, phases, Date.now());
  const outcomes = await running;
  await new Promise((settle) => setTimeout(settle, TOLD_WITHIN_MS));
  const { queueAge, breakerOpen } = await watched();
  const told = attributedRefusals(await stack.metrics()) - before;
  const seen = outcomes.filter(({ status }) => status === 429 || status === 503).length;

  const reports = phases.flatMap((phase, index) =>
    plans.map((plan) => phaseReport(phase, plan, { outcomes, starts, index, seconds })),
  );
  const users = plans.reduce((sum, plan) => sum + plan.users, 0);
  const whole: Measured = {
    ...measure(outcomes, users),
    openStreams: Math.max(0, ...seconds.map(({ open }) => open)),
    unattributed: Math.max(0, seen - told),
    queueAge,
    breakerOpen,
  };
  const wholeVerdicts = judge({ ...ALWAYS, ...slos }, whole);
  const ok = [...reports.flatMap(({ verdicts }) => verdicts), ...wholeVerdicts].every((verdict) => verdict.ok);
  return {
    drill: drill.name,
    what: drill.what,
    profile: profileName,
    host,
    startedAt,
    ok,
    phases: reports,
    whole,
    wholeVerdicts,
    seconds,
    phaseStarts: starts.map((ms, index) => ({ phase: phases[index]?.name ?? "", second: Math.round(ms / 1_000) })),
    endings: endingsOf(outcomes),
  };
}

/** Begins each phase when it is due; returns when each began, since the start. */
async function walk(stack: DrillStack, phases: readonly Phase[], startedMs: number): Promise<readonly number[]> {
  const starts: number[] = [];
  let dueMs = 0;
  for (const phase of phases) {
    await new Promise((settle) => setTimeout(settle, Math.max(0, startedMs + dueMs - Date.now())));
    starts.push(Date.now() - startedMs);
    await phase.begin?.(stack);
    dueMs += phase.seconds * 1_000;
  }
  return starts;
}

function phaseReport(
  phase: Phase,
  { name, users }: GroupPlan,
  {
    outcomes,
    starts,
    index,
    seconds,
  }: {
    readonly outcomes: readonly Outcome[];
    readonly starts: readonly number[];
    readonly index: number;
    readonly seconds: readonly Second[];
  },
): PhaseReport {
  const fromMs = (starts[index] ?? 0) + (phase.graceSeconds ?? 0) * 1_000;
  const untilMs = starts[index + 1] ?? Number.POSITIVE_INFINITY;
  const calls = outcomes.filter(({ group, atMs }) => group === name && atMs >= fromMs && atMs < untilMs);
  const during = seconds.filter(({ second }) => second * 1_000 >= fromMs && second * 1_000 < untilMs);
  const measured = { ...measure(calls, users), openStreams: Math.max(0, ...during.map(({ open }) => open)) };
  return {
    phase: phase.name,
    group: name,
    calls: calls.length,
    measured,
    verdicts: judge(phase.slos[name] ?? {}, measured),
  };
}

async function groupOf(plan: GroupPlan, { stack, profile }: { stack: DrillStack; profile: Profile }): Promise<Group> {
  const { name, callers, users, bytesPerSecond, rude, sends = "turns" } = plan;
  const sent = sentBy(sends, { stack, profile });
  return {
    name,
    callers,
    tokens: sent.kind === "turn" ? await stack.tokens(plan.plan, users) : [],
    url: `${stack.origin}/api/${PATHS[sent.kind]}`,
    sends: sent,
    ...(bytesPerSecond ? { bytesPerSecond } : {}),
    ...(rude ? { rude } : {}),
  };
}

const PATHS = { turn: "chat", session: "session", webhook: "webhooks/stripe" } as const;

function sentBy(
  sends: NonNullable<GroupPlan["sends"]>,
  { stack, profile: { tokens, tokensPerSecond } }: { readonly stack: DrillStack; readonly profile: Profile },
): Sent {
  const pace = `ttft-ms=300 tokens-per-second=${tokensPerSecond}`;
  switch (sends) {
    case "turns":
      return { kind: "turn", prompt: `[[sim:bench tokens=${tokens} ${pace}]]` };
    case "searches":
      return {
        kind: "turn",
        prompt: `[[sim:pace ${pace}]][[sim:tool-call tool-call=search_products query={id}]] Look it up`,
      };
    case "sessions":
      return { kind: "session" };
    case "webhooks":
      return { kind: "webhook", secret: stack.webhookSecret };
    case "forgeries":
      return { kind: "webhook", secret: "whsec_of_somebody_else" };
  }
}

/** The first request of a process loads its code, its keys and its scripts: nobody's time to first token. */
async function warmUp(stack: DrillStack): Promise<void> {
  const tokens = await stack.tokens("pro", 4);
  await runCallers({
    groups: [
      {
        name: "warm-up",
        callers: 4,
        tokens,
        url: `${stack.origin}/api/chat`,
        sends: { kind: "turn", prompt: "[[sim:bench tokens=5 ttft-ms=0]]" },
      },
    ],
    seconds: 2,
    rampMs: 0,
    timeoutMs: TIMEOUT_MS,
  });
}

/** Looks at the service's own gauges while the drill runs; they may be out of reach, which is part of some drills. */
function watch(stack: DrillStack): () => Promise<{ readonly queueAge: number; readonly breakerOpen: number }> {
  let [queueAge, breakerOpen] = [0, 0];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const samples = await stack.metrics().catch(() => null);
      if (samples) {
        queueAge = Math.max(queueAge, largest(samples, "sendcat_queue_oldest_age_seconds"));
        breakerOpen = Math.max(breakerOpen, largest(samples, "sendcat_breaker_open_seconds"));
      }
      await new Promise((settle) => setTimeout(settle, SAMPLE_MS));
    }
  })();
  return async () => {
    over.abort();
    await watching;
    return { queueAge, breakerOpen };
  };
}

function endingsOf(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const endings: Record<string, number> = {};
  for (const { group, status, code, scope } of outcomes) {
    const how = status === 0 ? `network: ${code}` : [status, code, scope].filter((part) => part !== null).join(" ");
    endings[`${group}: ${how}`] = (endings[`${group}: ${how}`] ?? 0) + 1;
  }
  return endings;
}

/** Objects laid over each other, two levels deep, as a policy file is over the policy. */
function merged(base: object, over: object): object {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = result[name];
    const isBoth = typeof below === "object" && below !== null && typeof value === "object" && value !== null;
    result[name] = isBoth ? { ...below, ...value } : value;
  }
  return result;
}
