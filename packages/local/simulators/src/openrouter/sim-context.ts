import type { FaultQueue } from "./fault-queue.ts";
import type { Pace } from "./pace.ts";
import type { RequestLog } from "./request-log.ts";
import type { TimerWheel } from "./timer-wheel.ts";

/** What the routes of one simulator share. */
export interface SimContext {
  readonly log: RequestLog;
  readonly faults: FaultQueue;
  readonly wheel: TimerWheel;
  readonly defaultPace: Pace;
  pace: Pace;
  /** How long after its end a generation's cost becomes available. */
  readonly generationDelayMs: number;
  /** The only accepted key; null: any. */
  readonly apiKey: string | null;
}
