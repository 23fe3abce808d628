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
  /** Read when Redis has lost its counters. Null: an empty Redis is treated as a new installation. */
  readonly ledger: Ledger | null;
  /** Admits turns in this process while Redis is down; null where the failure policy is `closed`. */
  readonly processAdmission: ProcessAdmission | null;
  /** This process's counts, sent along with scripts; null: nothing is counted. */
  readonly metrics: MetricsBuffer | null;
  /** Receives the reason why a Redis call failed; the result itself says only `degraded`. */
  readonly onFault: (fault: { readonly operation: QuotaOperation; readonly cause: unknown }) => void;
}
