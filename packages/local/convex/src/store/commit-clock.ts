import { timestampOfMs } from "../values/timestamp.ts";
import type { Settings } from "./settings.ts";

/**
 * Commit timestamps and creation times. Both only increase, also over restarts: clients refuse a server whose time
 * goes back, and creation order must equal commit order even within one millisecond.
 */
export class CommitClock {
  #latestNs: bigint;
  #committedNs: bigint;
  #latestCreationMs: number;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#latestNs = BigInt(settings.get("latestTimestampNs") ?? timestampOfMs(Date.now()));
    this.#committedNs = this.#latestNs;
    this.#latestCreationMs = Number(settings.get("latestCreationMs") ?? 0);
  }

  /** The timestamp of the last commit in the current snapshot, for readers in other processes. */
  storedNs(): bigint {
    return BigInt(this.#settings.get("latestTimestampNs") ?? 0);
  }

  /** The timestamp of the last commit on disk, which is the last one that is visible to clients. */
  get latestNs(): bigint {
    return this.#latestNs;
  }

  /** The timestamp of the last commit. */
  get committedNs(): bigint {
    return this.#committedNs;
  }

  /** The timestamp of the next commit if it happens now. */
  candidateNs(): bigint {
    const nowNs = timestampOfMs(Date.now());
    return nowNs > this.#committedNs ? nowNs : this.#committedNs + 1n;
  }

  /** Stores the timestamp; call inside the transaction that commits at `timestampNs`. */
  record(timestampNs: bigint): void {
    this.#settings.set("latestTimestampNs", String(timestampNs));
    this.#settings.set("latestCreationMs", String(this.#latestCreationMs));
  }

  commit(timestampNs: bigint): void {
    this.#committedNs = timestampNs;
  }

  /** Call when the commit is on disk. */
  publish(timestampNs: bigint): void {
    this.#latestNs = timestampNs;
  }

  /** A creation time, not before `beginMs` and after every earlier one. */
  nextCreationMs(beginMs: number): number {
    this.#latestCreationMs = Math.max(beginMs, nextDouble(this.#latestCreationMs));
    return this.#latestCreationMs;
  }
}

function nextDouble(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + 1n);
  return view.getFloat64(0);
}
