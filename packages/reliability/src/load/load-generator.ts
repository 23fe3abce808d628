import { Agent } from "node:http";
import type { LoadPlan, LoadResult } from "./load-plan.ts";
import { sendRequest, type Answer } from "./send-request.ts";

// A process of its own, so that making load and measuring it do not share a thread with anything else. Takes one plan after another over
// IPC, sends the result of each, and ends with its parent.
process.on("message", (plan: LoadPlan) => {
  void run(plan).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));

async function run(plan: LoadPlan): Promise<LoadResult> {
  if (new URL(plan.url).hostname !== "127.0.0.1") throw new Error("The load generator sends to this machine only.");
  const agent = new Agent({ keepAlive: true, maxSockets: plan.concurrency });
  const queue = [...plan.requests];
  const answers: Answer[] = [];
  const failures: string[] = [];
  const startedMs = performance.now();
  const worker = async (index: number): Promise<void> => {
    if (plan.rampMs > 0) await new Promise((settle) => setTimeout(settle, (index / plan.concurrency) * plan.rampMs));
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        answers.push(await sendRequest(next, { agent, url: plan.url, timeoutMs: plan.timeoutMs }));
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: plan.concurrency }, (_, index) => worker(index)));
  const wallMs = performance.now() - startedMs;
  agent.destroy();
  return {
    wallMs,
    answers: answers.length,
    failures: failures.length,
    firstFailure: failures[0] ?? null,
    tokens: answers.reduce((sum, { tokens }) => sum + tokens, 0),
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
    firstTokenMs: answers.map(({ firstTokenMs }) => firstTokenMs),
    wholeMs: answers.map(({ wholeMs }) => wholeMs),
  };
}
