import { CORE_CONTRACT, type Readiness as ReadinessAnswer } from "@sendcat/shared-types";
import type { GatewayPorts } from "../gateway-ports.ts";

export interface Found extends Pick<ReadinessAnswer, "dependencies" | "tookMs" | "core"> {
  /** Operators drain the whole service. */
  readonly drain: boolean;
}

/** How long a result is reused. */
const FRESH_MS = 1_000;

/** Whether Redis and the core answer. Each process asks them at most once a second, however often it is asked itself. */
export class Readiness {
  readonly #ports: GatewayPorts;
  #found: Promise<Found> | null = null;
  #freshUntilMs = 0;

  constructor(ports: GatewayPorts) {
    this.#ports = ports;
  }

  find(): Promise<Found> {
    if (this.#found && this.#ports.now() < this.#freshUntilMs) return this.#found;
    this.#freshUntilMs = Number.POSITIVE_INFINITY;
    const found = this.#ask().finally(() => {
      if (this.#found === found) this.#freshUntilMs = this.#ports.now() + FRESH_MS;
    });
    this.#found = found;
    return found;
  }

  /** Makes the next call ask again, so that an operator sees a switch take effect at once. */
  forget(): void {
    this.#found = null;
  }

  async #ask(): Promise<Found> {
    const { identity, now, operations, operationsLog, turnStore } = this.#ports;
    const [redis, convex, deployed] = await Promise.all([
      timed(now, async () => (await operations.read({ nowMs: now(), minutes: 0 })).controls),
      timed(now, async () => {
        const token = await identity.serviceToken();
        return await turnStore.read({ turnId: "readiness-probe-0", afterSeq: -1 }, { token });
      }),
      // Another release of the core does not make a host unready: for a while every deployment has one.
      operationsLog.contract().catch(() => null),
    ]);
    return {
      dependencies: { redis: redis.ok, convex: convex.ok },
      tookMs: { redis: redis.tookMs, convex: convex.tookMs },
      core: { expected: CORE_CONTRACT, deployed },
      drain: redis.ok && redis.value.drain,
    };
  }
}

type Timed<T> = { readonly tookMs: number } & ({ readonly ok: true; readonly value: T } | { readonly ok: false });

async function timed<T>(now: () => number, run: () => Promise<T>): Promise<Timed<T>> {
  const startedMs = now();
  try {
    const value = await run();
    return { ok: true, value, tookMs: now() - startedMs };
  } catch {
    return { ok: false, tookMs: now() - startedMs };
  }
}
