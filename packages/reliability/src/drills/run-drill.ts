import { drillPolicy } from "./drill-override.ts";
import { judge, type Measured, type Slos, type Verdict } from "../verdicts/judge.ts";
import type { Drill, Phase } from "./drill.ts";
import { openDrillStack, type DrillStack, type Host } from "./drill-stack.ts";
import { explainedRefusals } from "./explained-refusals.ts";
import { groupOf } from "./group-of.ts";
import { measure } from "./measure.ts";
import { mostAtATime } from "./most-at-a-time.ts";
import type { Outcome, Second } from "./outcome.ts";
import { reportPhases, type PhaseReport } from "./report-phases.ts";
import type { Profile, ProfileName } from "./profiles.ts";
import { attributedRefusals } from "./read-metrics.ts";
import { startCallers } from "./run-callers.ts";
import { watchGauges } from "./watch-gauges.ts";

export interface DrillReport {
  readonly drill: string;
  readonly what: string;
  readonly profile: ProfileName;
  readonly host: Host;
  readonly startedAt: string;
  readonly ok: boolean;
  readonly phases: readonly PhaseReport[];
  /** Of the whole drill, and from the service's own counts. */
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
  /** SLOs of the drill as a whole, in addition to the drill's own. */
  readonly slos?: Slos;
  readonly say: (text: string) => void;
}

/** Every drill's refusals must be explained by a limit or a dependency. */
const ALWAYS: Slos = { unattributed: { atMost: 0 } };
const TIMEOUT_MS = 120_000;

/** Starts a stack for the drill, runs it, and judges it. */
export async function runDrill(drill: Drill, options: RunOptions): Promise<DrillReport> {
  const { profile, say } = options;
  const host = options.host ?? drill.host ?? "edge";
  const policy = drillPolicy(drill, profile);
  const stack = await openDrillStack({
    portBase: options.portBase,
    host,
    policy,
    say,
    ...(drill.workers ? { workers: drill.workers } : {}),
    ...(drill.believesAddresses ? { believesAddresses: true } : {}),
  });
  try {
    return await runOn(stack, drill, { ...options, host });
  } finally {
    await stack.close();
  }
}

/** The same on a stack that is running and warm. */
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
  const before = attributedRefusals(await stack.metrics());
  say(`${drill.name}: ${plans.map(({ name, callers }) => `${callers} ${name}`).join(", ")} for ${total} s`);

  const seconds: Second[] = [];
  const watched = watchGauges(stack);
  const callers = await startCallers(
    { groups, seconds: total, rampMs: profile.rampMs, timeoutMs: TIMEOUT_MS },
    (second) => {
      seconds.push(second);
      const { open, answered, throttled, failed } = second;
      if (second.second % 5 === 4)
        say(
          `${drill.name}: ${second.second + 1} s, ${open} open, last second ${answered} answered, ${throttled} throttled, ${failed} failed`,
        );
    },
  );
  const [starts, outcomes] = await Promise.all([walk(stack, phases, callers.startedMs), callers.outcomes]);
  const seen = outcomes.filter(({ status }) => status === 429 || status === 503).length;
  const explained = await explainedRefusals(stack, { before, seen });
  const { queueAge, breakerOpen } = await watched();

  const reports = reportPhases(phases, plans, { outcomes, starts, seconds });
  const users = plans.reduce((sum, plan) => sum + plan.users, 0);
  const whole: Measured = {
    ...measure(outcomes, users),
    openStreams: Math.max(0, ...seconds.map(({ open }) => open)),
    unattributed: Math.max(0, seen - explained),
    queueAge,
    breakerOpen,
    providerOpen: mostAtATime(await stack.callsTo("provider")),
    searchesOpen: mostAtATime(await stack.callsTo("search")),
  };
  const wholeVerdicts = judge({ ...ALWAYS, ...drill.slos?.(profile), ...slos }, whole);
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

/** Starts each phase when it is due; returns when each one started, since the start of the drill. */
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

function endingsOf(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const endings: Record<string, number> = {};
  for (const { group, status, code, scope } of outcomes) {
    const how = status === 0 ? `network: ${code}` : [status, code, scope].filter((part) => part !== null).join(" ");
    endings[`${group}: ${how}`] = (endings[`${group}: ${how}`] ?? 0) + 1;
  }
  return endings;
}
