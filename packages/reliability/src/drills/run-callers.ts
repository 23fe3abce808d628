import { fork } from "node:child_process";
import type { CallerMessage, CallerPlan, Outcome, Second } from "./outcome.ts";

/** A process may have 20,000 files open on common hosts; a caller needs one, and the rest of the process some. */
const CALLERS_PER_PROCESS = 6_000;

/** Makes the load in processes of its own; `onSecond` is told while it runs, for all of them together. */
export async function runCallers(
  plan: CallerPlan,
  onSecond: (second: Second) => void = () => undefined,
): Promise<readonly Outcome[]> {
  const parts = partsOf(plan);
  const told: Second[][] = [];
  const outcomes = await Promise.all(
    parts.map((part) =>
      runPart(part, (second) => {
        const all = (told[second.second] ??= []);
        all.push(second);
        if (all.length === parts.length) onSecond(all.reduce(added));
      }),
    ),
  );
  return outcomes.flat();
}

function runPart(plan: CallerPlan, onSecond: (second: Second) => void): Promise<readonly Outcome[]> {
  const child = fork(new URL("caller-process.ts", import.meta.url), { serialization: "advanced" });
  return new Promise((settle, fail) => {
    child.once("exit", (code) => fail(new Error(`the callers ended early (exit code ${code})`)));
    child.on("message", (message: CallerMessage) => {
      if (message.kind === "second") return onSecond(message.second);
      child.removeAllListeners("exit");
      child.disconnect();
      settle(message.outcomes);
    });
    child.send(plan);
  });
}

/** Each part has its share of every group's callers; users keep their numbers. */
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
