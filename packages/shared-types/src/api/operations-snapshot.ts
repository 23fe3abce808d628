import { z } from "zod";
import { LIMIT_NAMES, type LimitName } from "../operations/controls.ts";
import { recordOf } from "../records/record-of.ts";

const limitsSchema = z.object(
  recordOf<LimitName, z.ZodOptional<z.ZodNumber>>(LIMIT_NAMES, () => z.number().optional()),
);

const refusalCountSchema = z.object({
  status: z.number(),
  code: z.string(),
  attribution: z.string(),
  scope: z.string(),
  count: z.number(),
});

const minuteSchema = z.object({
  minute: z.number(),
  turns: z.number(),
  failed: z.number(),
  providerErrors: z.number(),
  refusals: z.array(refusalCountSchema).readonly(),
  degraded: z.number(),
  firstTokenP95S: z.number().nullable(),
  completionP95S: z.number().nullable(),
  chargedMicroUsd: z.number(),
  costPerTurnMicroUsd: z.number().nullable(),
  /** Part of the input tokens that providers read from their prompt caches, 0 to 1. */
  cachedInputShare: z.number().nullable(),
});

/** Answer of `GET /api/ops/snapshot`. Money is in micro-dollars; percentiles are upper bounds of buckets, in seconds. */
export const operationsSnapshotSchema = z.object({
  nowMs: z.number(),
  controls: z.object({ kill: z.boolean(), drain: z.boolean(), limits: limitsSchema }),
  openStreams: z.number(),
  bulkheads: z.record(z.string(), z.number()),
  places: z.number(),
  hosts: z.number(),
  spend: z.object({
    settledMicroUsd: z.number(),
    heldMicroUsd: z.number(),
    capMicroUsd: z.number(),
    projectedMicroUsd: z.number(),
  }),
  breakers: z
    .array(
      z.object({
        route: z.string(),
        state: z.enum(["open", "half-open", "closed"]),
        untilMs: z.number(),
        sinceMs: z.number(),
        opens: z.number(),
      }),
    )
    .readonly(),
  queues: z.array(z.object({ name: z.string(), depth: z.number(), oldestAgeMs: z.number() })).readonly(),
  /** The last hour; minutes in which nothing happened are left out. */
  minutes: z.array(minuteSchema).readonly(),
  /** Newest first; null when the core does not answer. */
  audit: z
    .array(
      z.object({
        actor: z.string(),
        requestId: z.string(),
        action: z.string(),
        detail: z.string(),
        atMs: z.number(),
      }),
    )
    .readonly()
    .nullable(),
});
export type OperationsSnapshot = z.infer<typeof operationsSnapshotSchema>;
