import { addIncrements, type Increments, type Metrics } from "@sendcat/shared-types";
import type { QuotaRedis } from "../connection/quota-redis.ts";
import type { Script } from "../connection/script.ts";
import { METRICS_TTL_MS, metricsKey, minuteOf } from "../keys.ts";
import { carryScript } from "./carry-script.ts";

/** A process that has counts but sends no other script sends them after this time. */
const IDLE_MS = 2_000;
/** Series per process and minute; further new ones are dropped. Labels come from closed sets, so this limit is never reached. */
const MAX_SERIES = 500;

export interface MetricsBufferOptions {
  /** Names this process. */
  readonly worker: string;
  readonly now: () => number;
  /** Sends the counts of an idle process. */
  readonly flush: () => Promise<unknown>;
  /** Keeps the process alive until then, on hosts that need it. */
  readonly outlive: (promise: Promise<unknown>) => void;
}

/** Counts that a script carries, and the callbacks for its success or failure. */
interface Load {
  readonly key: string;
  readonly args: readonly [worker: string, ttlMs: string, counts: string];
  readonly arrived: () => void;
  readonly lost: () => void;
}

/**
 * Counts of this process on their way to Redis. A minute is one hash with one field per process, which holds all that the process has
 * counted in it: sending it again changes nothing, so a lost reply is harmless. Counts that did not arrive go with the next call, into that
 * call's minute. Only one load travels at a time, so an older one never overwrites a newer one.
 */
export class MetricsBuffer implements Metrics {
  readonly #options: MetricsBufferOptions;
  #pending: Record<string, number> = {};
  #series = 0;
  #arrived: Increments = {};
  #minute = 0;
  #isTravelling = false;
  #hasTravelled = false;
  #idle: ReturnType<typeof setTimeout> | null = null;

  constructor(options: MetricsBufferOptions) {
    this.#options = options;
  }

  count(increments: Increments): void {
    for (const series in increments) {
      const known = this.#pending[series];
      if (known === undefined && this.#series++ >= MAX_SERIES) continue;
      this.#pending[series] = (known ?? 0) + (increments[series] ?? 0);
    }
    if (this.#idle === null && this.#isDirty()) this.#waitForIdle();
  }

  /** The load for the next call; null when there is nothing new, or a load is under way. */
  take(): Load | null {
    if (this.#isTravelling || !this.#isDirty()) return null;
    const minute = minuteOf(this.#options.now());
    const isNew = minute !== this.#minute;
    if (isNew) [this.#minute, this.#arrived] = [minute, {}];
    const sent = this.#pending;
    const counts = addIncrements(this.#arrived, sent);
    [this.#pending, this.#series] = [{}, 0];
    [this.#isTravelling, this.#hasTravelled] = [true, true];
    return {
      key: metricsKey(minute),
      args: [this.#options.worker, isNew ? String(METRICS_TTL_MS) : "0", countsText(counts)],
      arrived: () => {
        this.#isTravelling = false;
        this.#arrived = counts;
      },
      lost: () => {
        this.#isTravelling = false;
        this.#pending = { ...addIncrements(sent, this.#pending) };
        // The hash may not exist: the next load sets its expiry again.
        if (isNew) this.#minute = 0;
        if (this.#idle === null) this.#waitForIdle();
      },
    };
  }

  #isDirty(): boolean {
    for (const _ in this.#pending) return true;
    return false;
  }

  #waitForIdle(): void {
    this.#hasTravelled = false;
    this.#options.outlive(
      new Promise<void>((settle) => {
        this.#idle = setTimeout(() => {
          this.#idle = null;
          if (!this.#isDirty()) settle();
          // Counts were sent in the meantime: the rest goes with the next call, or waits once more.
          else if (this.#hasTravelled) settle(this.#waitForIdle());
          else settle(this.#options.flush().then(() => undefined));
        }, IDLE_MS);
      }),
    );
  }
}

/** Runs a script with the counts in its last key and its last three arguments; `lua/carry.ts` reads them. */
export async function runCarrying(
  metrics: MetricsBuffer | null,
  script: Script,
  {
    redis,
    keys,
    args,
  }: { readonly redis: QuotaRedis; readonly keys: readonly string[]; readonly args: readonly string[] },
): Promise<readonly unknown[]> {
  const load = metrics?.take() ?? null;
  const nothing = [metricsKey(0), ["-", "0", ""]] as const;
  const [key, carried] = load ? [load.key, load.args] : nothing;
  try {
    const reply = await script.run(redis, { keys: [...keys, key], args: [...args, ...carried] });
    load?.arrived();
    return reply;
  } catch (error) {
    load?.lost();
    throw error;
  }
}

export async function flushMetrics(metrics: MetricsBuffer, redis: QuotaRedis): Promise<void> {
  await runCarrying(metrics, carryScript, { redis, keys: [], args: [] });
}

export function countsText(counts: Increments): string {
  return Object.entries(counts)
    .map(([series, value]) => `${series}=${value}`)
    .join(";");
}

/** The reverse of `countsText`; malformed parts are skipped. */
export function parseCounts(text: string): Increments {
  const counts: Record<string, number> = {};
  for (const part of text.split(";")) {
    const at = part.lastIndexOf("=");
    const value = Number(part.slice(at + 1));
    if (at > 0 && Number.isFinite(value)) counts[part.slice(0, at)] = value;
  }
  return counts;
}
