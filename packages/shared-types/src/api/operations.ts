import type { Controls } from "../operations/controls.ts";
import type { AuditEvent, BreakerView, QueueReading } from "../ports/operations.ts";

/** Answer of `GET /api/ops/snapshot`. Money is in micro-dollars, percentiles are upper bounds of buckets in seconds. */
export interface OperationsSnapshot {
  readonly nowMs: number;
  readonly controls: Controls;
  readonly openStreams: number;
  readonly bulkheads: Readonly<Record<string, number>>;
  readonly places: number;
  readonly hosts: number;
  readonly spend: {
    readonly settledMicroUsd: number;
    readonly heldMicroUsd: number;
    readonly capMicroUsd: number;
    readonly projectedMicroUsd: number;
  };
  readonly breakers: readonly BreakerView[];
  readonly queues: readonly QueueReading[];
  /** The last hour; minutes in which nothing happened are not there. */
  readonly minutes: readonly {
    readonly minute: number;
    readonly turns: number;
    readonly failed: number;
    readonly providerErrors: number;
    readonly refusals: readonly {
      readonly status: number;
      readonly code: string;
      readonly attribution: string;
      readonly scope: string;
      readonly count: number;
    }[];
    readonly degraded: number;
    readonly firstTokenP95S: number | null;
    readonly completionP95S: number | null;
    readonly chargedMicroUsd: number;
    readonly costPerTurnMicroUsd: number | null;
  }[];
  /** Newest first; null when the core does not answer. */
  readonly audit: readonly (AuditEvent & { readonly atMs: number })[] | null;
}
