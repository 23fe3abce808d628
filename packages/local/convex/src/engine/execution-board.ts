const HEARTBEAT_SLOT = 0;
const LENGTH_SLOT = 1;
const HEADER_BYTES = 8;
const MAX_TEXT_BYTES = 4_096;

/**
 * Memory shared with the supervisor: a heartbeat, and which function is running. The supervisor can read it even
 * when a function blocks the thread.
 */
export class ExecutionBoard {
  readonly memory: SharedArrayBuffer;
  readonly #header: Int32Array;
  readonly #text: Buffer;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(HEADER_BYTES + MAX_TEXT_BYTES)) {
    this.memory = memory;
    this.#header = new Int32Array(memory, 0, 2);
    this.#text = Buffer.from(memory, HEADER_BYTES, MAX_TEXT_BYTES);
  }

  beat(): void {
    Atomics.add(this.#header, HEARTBEAT_SLOT, 1);
  }

  get heartbeat(): number {
    return Atomics.load(this.#header, HEARTBEAT_SLOT);
  }

  show(fingerprint: string): void {
    const length = this.#text.write(fingerprint, 0, MAX_TEXT_BYTES, "latin1");
    Atomics.store(this.#header, LENGTH_SLOT, length);
  }

  clear(): void {
    Atomics.store(this.#header, LENGTH_SLOT, 0);
  }

  /** The function that is running; empty when none is. */
  get running(): string {
    return this.#text.toString("latin1", 0, Atomics.load(this.#header, LENGTH_SLOT));
  }
}

/** Identifies a call that hangs, to recognize it when it is repeated. */
export function callFingerprint(componentPath: string, path: string, argsJson: string): string {
  return Buffer.from(`${componentPath}|${path}|${argsJson}`.slice(0, MAX_TEXT_BYTES)).toString(
    "latin1",
    0,
    MAX_TEXT_BYTES,
  );
}
