import { fork, type ChildProcess } from "node:child_process";
import type { CallerMessage, CallerPlan, CallerStart, Outcome, Second } from "./outcome.ts";

/** A process may have 20,000 open files on common hosts; a caller needs one, and the rest of the process some. */
const CALLERS_PER_PROCESS = 6_000;

export interface StartedCallers {
  /** When they began, Unix milliseconds: the times of their outcomes count from here. */
  readonly startedMs: number;
  readonly outcomes: Promise<readonly Outcome[]>;
}

/**
 * Makes the load in its own processes. Returns when all of them are up and start together; `onSecond` is called while they run, with the
 * sum of all processes.
 */
export async function startCallers(
  plan: CallerPlan,
  onSecond: (second: Second) => void = () => undefined,
): Promise<StartedCallers> {
  const plans = partsOf(plan);
  const parts = await Promise.all(plans.map(async (part) => ({ plan: part, child: await openPart() })));
  const told: Second[][] = [];
  const hear = (second: Second): void => {
    const all = (told[second.second] ??= []);
    all.push(second);
    if (all.length === parts.length) onSecond(all.reduce(added));
  };
  const startedMs = Date.now();
  const outcomes = Promise.all(parts.map((part) => runPart(part.child, { plan: part.plan, startedMs }, hear)));
  return { startedMs, outcomes: outcomes.then((all) => all.flat()) };
}

/** A caller process that is up and waits for its plan. */
async function openPart(): Promise<ChildProcess> {
  const child = fork(new URL("caller-process.ts", import.meta.url), { serialization: "advanced" });
  await new Promise<void>((settle, fail) => {
    child.once("exit", (code) => fail(new Error(`a caller process did not start (exit code ${code})`)));
    child.once("message", () => settle());
  });
  child.removeAllListeners("exit");
  return child;
}

function runPart(
  child: ChildProcess,
  start: CallerStart,
  onSecond: (second: Second) => void,
): Promise<readonly Outcome[]> {
  return new Promise((settle, fail) => {
    child.once("exit", (code) => fail(new Error(`a caller process ended early (exit code ${code})`)));
    child.on("message", (message: CallerMessage) => {
      if (message.kind === "second") onSecond(message.second);
      if (message.kind !== "done") return;
      child.removeAllListeners("exit");
      child.disconnect();
      settle(message.outcomes);
    });
    child.send(start);
  });
}

/** Each part gets its share of every group's callers; users keep their numbers. */
function partsOf(plan: CallerPlan): readonly CallerPlan[] {
  const callers = plan.groups.reduce((sum, group) => sum + group.callers, 0);
  const parts = Math.max(1, Math.ceil(callers / CALLERS_PER_PROCESS));
  return Array.from({ length: parts }, (_, part) => ({
    ...plan,
    groups: plan.groups.map((group) => {
      const [from, to] = [part, part + 1].map((edge) => Math.floor((group.callers * edge) / parts));
      return { ...group, firstCaller: from ?? 0, callers: (to ?? 0) - (from ?? 0) };
    }),
  }));
}

function added(a: Second, b: Second): Second {
  const slower = Math.max(a.firstTokenP95Ms ?? -1, b.firstTokenP95Ms ?? -1);
  return {
    second: a.second,
    open: a.open + b.open,
    answered: a.answered + b.answered,
    throttled: a.throttled + b.throttled,
    failed: a.failed + b.failed,
    firstTokenP95Ms: slower < 0 ? null : slower,
  };
}
