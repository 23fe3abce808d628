import type { Policy } from "@sendcat/shared-types";
import type { QuotaRedis } from "./redis/quota-redis.ts";

/** The parts of the policy that admission goes by. */
export type QuotaPolicy = Pick<Policy, "plans" | "timeZone" | "spendPerDayMicroUsd" | "reservationTtlMs">;

/** What reserve, settle and snapshot share. */
export interface QuotaContext {
  readonly redis: QuotaRedis;
  readonly policy: QuotaPolicy;
  /** Longest wait for Redis. */
  readonly timeoutMs: number;
  /** Told why Redis could not be asked; the answer itself only says `degraded`. */
  readonly onFault: (fault: { readonly operation: "reserve" | "settle" | "snapshot"; readonly cause: unknown }) => void;
}
