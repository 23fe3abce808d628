import type { GatewayPorts } from "../gateway-ports.ts";

export interface Found {
  readonly redis: boolean;
  readonly convex: boolean;
  /** Operators drain the whole service. */
  readonly drain: boolean;
}

/** An older answer is asked for again: probes of a load balancer are further apart. */
const FRESH_MS = 1_000;

/** Whether what a turn needs answers. Each process asks once at a time and at most once a second, however often it is asked itself. */
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
    this.#found = this.#ask().finally(() => {
      this.#freshUntilMs = this.#ports.now() + FRESH_MS;
    });
    return this.#found;
  }

  async #ask(): Promise<Found> {
    const { identity, now, operations, turnStore } = this.#ports;
    const [controls, convex] = await Promise.all([
      operations
        .read({ nowMs: now(), minutes: 0 })
        .then((reading) => reading.controls)
        .catch(() => null),
      identity
        .serviceToken()
        .then((token) => turnStore.read({ turnId: "readiness-probe-0", afterSeq: -1 }, { token }))
        .then(() => true)
        .catch(() => false),
    ]);
    return { redis: controls !== null, convex, drain: controls?.drain === true };
  }
}
