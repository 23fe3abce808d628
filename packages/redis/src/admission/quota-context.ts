import type { Ledger } from "@sendcat/shared-types";
import type { WorkerLeases } from "./lease/worker-leases.ts";
import type { MetricsBuffer } from "../metrics/metrics-buffer.ts";
import type { QuotaRedis } from "../connection/quota-redis.ts";
import type { RedisLink } from "../connection/redis-link.ts";
import type { QuotaPolicy } from "./quota-policy.ts";
import type { ProcessAdmission } from "./reserve/process-admission.ts";

export type QuotaOperation = "reserve" | "reroute" | "settle" | "snapshot" | "seed" | "heartbeat" | "restore" | "carry";

/** What the operations share. */
export interface QuotaContext {
  readonly link: RedisLink<QuotaRedis>;
  readonly policy: QuotaPolicy;
  readonly leases: WorkerLeases;
  /** Asked when Redis has lost its counters. Null: such a Redis is taken for a new installation. */
  readonly ledger: Ledger | null;
  /** What this process admits by itself while Redis is away; null where the failure policy says closed. */
  readonly processAdmission: ProcessAdmission | null;
  /** What this process has counted, to be carried along; null: nothing is counted. */
  readonly metrics: MetricsBuffer | null;
  /** Told why Redis could not be asked; the answer itself only says `degraded`. */
  readonly onFault: (fault: { readonly operation: QuotaOperation; readonly cause: unknown }) => void;
}
