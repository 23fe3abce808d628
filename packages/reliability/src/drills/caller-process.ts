import { Agent } from "node:http";
import { percentile } from "../load/percentile.ts";
import { call } from "./call.ts";
import type { CallerMessage, CallerStart, Group, Outcome } from "./outcome.ts";

// A process of its own, so that making load does not share a thread with judging it. It reports that it is ready, takes one plan, reports
// its progress every second, and at the end sends the outcomes.
const tell = (message: CallerMessage): void => void process.send?.(message);
process.once("message", (start: CallerStart) => void run(start));
process.on("disconnect", () => process.exit(0));
tell({ kind: "ready" });

/** A polite caller that is refused waits as long as it is told, within these bounds. */
const [SHORTEST_WAIT_MS, LONGEST_WAIT_MS] = [200, 2_000];

async function run({ plan, startedMs: startedUnixMs }: CallerStart): Promise<void> {
  const { groups, seconds, rampMs, timeoutMs } = plan;
  const hosts = groups.map(({ url }) => new URL(url).hostname);
  if (hosts.some((host) => host !== "127.0.0.1")) throw new Error("Drills send to this machine only.");
  const callers = groups.reduce((sum, group) => sum + group.callers, 0);
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const startedMs = startedUnixMs - performance.timeOrigin;
  const endMs = seconds * 1_000;
  const outcomes: Outcome[] = [];
  let [open, told, second] = [0, 0, 0];
  const clock = setInterval(() => {
    const fresh = outcomes.slice(told);
    told = outcomes.length;
    const first = fresh.flatMap(({ firstTokenMs }) => firstTokenMs ?? []);
    tell({
      kind: "second",
      second: {
        second: second++,
        open,
        answered: fresh.filter(({ code }) => code === null).length,
        throttled: fresh.filter(({ status }) => status === 429).length,
        failed: fresh.filter(({ status, code }) => code !== null && status !== 429).length,
        firstTokenP95Ms: first.length > 0 ? percentile(first, 0.95) : null,
      },
    });
  }, 1_000);
  const now = (): number => performance.now() - startedMs;
  const caller = async (group: Group, index: number): Promise<void> => {
    await pause((index / group.callers) * rampMs);
    while (now() < endMs) {
      open++;
      const { retryAfterMs, ...outcome } = await call(group, (group.firstCaller ?? 0) + index, {
        agent,
        timeoutMs,
        startedMs,
      });
      open--;
      outcomes.push(outcome);
      if (outcome.code !== null && !group.rude)
        await pause(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, retryAfterMs)));
    }
  };
  await Promise.all(groups.flatMap((group) => Array.from({ length: group.callers }, (_, i) => caller(group, i))));
  clearInterval(clock);
  agent.destroy();
  tell({ kind: "done", outcomes });
}

function pause(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}
