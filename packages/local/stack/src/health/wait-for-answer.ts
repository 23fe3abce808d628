import { setTimeout as delay } from "node:timers/promises";
import type { PartProcess } from "../process/spawn-part.ts";
import { StackError } from "../stack/stack-error.ts";

export interface AnswerProbe {
  readonly url: string;
  readonly init?: RequestInit;
  readonly isReady?: (response: Response) => boolean | Promise<boolean>;
  readonly withinMs: number;
  /** Time limit of one request; a page that is compiled first takes longer. Default 3 s. */
  readonly attemptMs?: number;
}

const POLL_MS = 60;

/** Retries until the part answers as expected. Throws a StackError when the part ends first or `withinMs` runs out. */
export async function waitForAnswer(part: PartProcess, probe: AnswerProbe): Promise<void> {
  const { isReady = (response: Response) => response.ok, attemptMs = 3_000 } = probe;
  const deadline = Date.now() + probe.withinMs;
  let last = "no answer yet";
  while (Date.now() < deadline) {
    const exit = part.exit();
    if (exit) throw new StackError(`${part.name} ended while starting (${exit.signal ?? `exit code ${exit.code}`}).`);
    try {
      const signal = AbortSignal.timeout(Math.max(1, Math.min(attemptMs, deadline - Date.now())));
      const response = await fetch(probe.url, { ...probe.init, signal });
      const ready = await isReady(response);
      if (!response.bodyUsed) await response.body?.cancel();
      if (ready) return;
      last = `HTTP ${response.status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await delay(POLL_MS);
  }
  throw new StackError(`${part.name} did not come up within ${probe.withinMs / 1000} s (${last}).`);
}
