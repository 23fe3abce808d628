import type { Ledger, Quota } from "@sendcat/shared-types";
import { carryUsage } from "./carry/carry-usage.ts";
import { heartbeat } from "./lease/heartbeat.ts";
import { WorkerLeases } from "./lease/worker-leases.ts";
import type { MetricsBuffer } from "../metrics/metrics-buffer.ts";
import type { QuotaContext } from "./quota-context.ts";
import type { QuotaPolicy } from "./quota-policy.ts";
import type { QuotaRedis } from "../connection/quota-redis.ts";
import type { RedisLink } from "../connection/redis-link.ts";
import { reroute } from "./reroute/reroute.ts";
import { OpenBreakers } from "./reserve/open-breakers.ts";
import { createProcessAdmission } from "./reserve/process-admission.ts";
import { reserve } from "./reserve/reserve.ts";
import { settle } from "./settle/settle.ts";
import { snapshot } from "./snapshot/snapshot.ts";

export interface QuotaOptions {
  /** `connectRedis` makes one with the right settings. */
  readonly link: RedisLink<QuotaRedis>;
  readonly policy: QuotaPolicy;
  /** What was spent, for when Redis loses its counters. Without it, an empty Redis is treated as a new installation. */
  readonly ledger?: Ledger;
  /** Clock of the heartbeat; the system clock by default. */
  readonly now?: () => number;
  readonly newId?: () => string;
  readonly onFault?: QuotaContext["onFault"];
  /** This process's counts, sent along with every reserve and settle. */
  readonly metrics?: MetricsBuffer;
}

/** A Quota whose heartbeat a test controls. */
export interface LeasedQuota extends Quota {
  /** Renews this process's leases now. */
  beat(nowMs: number): Promise<void>;
}

/** Heartbeats per lease, so that losing one is harmless. */
const BEATS_A_LEASE = 3;

/**
 * Admission on Redis. Remembers for a moment which providers are down. A timer renews this process's lease while turns are in flight; when
 * a process dies, its places become free as its lease expires.
 */
export function createQuota(options: QuotaOptions): Quota {
  const quota = createLeasedQuota(options);
  const now = options.now ?? Date.now;
  const openBreakers = new OpenBreakers();
  let timer: ReturnType<typeof setInterval> | undefined;
  const keepBeating = () => {
    timer ??= setInterval(() => {
      if (quota.inFlight() > 0) return void quota.beat(now());
      clearInterval(timer);
      timer = undefined;
    }, options.policy.admission.leaseMs / BEATS_A_LEASE);
  };
  return {
    async reserve(request) {
      const known = openBreakers.refusalOf(request);
      if (known) return known;
      const result = await quota.reserve(request);
      openBreakers.learn(request, result);
      if (quota.inFlight() > 0) keepBeating();
      return result;
    },
    reroute: (request) => quota.reroute(request),
    settle: (request) => quota.settle(request),
    snapshot: (request) => quota.snapshot(request),
    carry: (usage) => quota.carry(usage),
  };
}

/** The same without the timer and without the memory of providers that are down. */
export function createLeasedQuota(options: QuotaOptions): LeasedQuota & { inFlight(): number } {
  const { policy } = options;
  const { admission } = policy.failure;
  const leases = new WorkerLeases({
    leaseMs: policy.admission.leaseMs,
    newId: options.newId ?? (() => crypto.randomUUID()),
  });
  const context: QuotaContext = {
    link: options.link,
    policy,
    leases,
    ledger: options.ledger ?? null,
    processAdmission: admission.mode === "open" ? createProcessAdmission(policy, admission.limiter) : null,
    metrics: options.metrics ?? null,
    onFault: options.onFault ?? (() => {}),
  };
  return {
    reserve: (request) => reserve(context, request),
    reroute: (request) => reroute(context, request),
    settle: (request) => settle(context, request),
    snapshot: (request) => snapshot(context, request),
    carry: (usage) => carryUsage(context, usage),
    beat: (nowMs) => heartbeat(context, nowMs),
    inFlight: () => leases.size,
  };
}
