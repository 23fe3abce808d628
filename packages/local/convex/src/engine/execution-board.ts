const heartbeatSlot = 0;
const lengthSlot = 1;
const headerBytes = 8;
const maxTextBytes = 4_096;

/**
 * Memory shared with the supervisor: a heartbeat, and which function is running. It is the only thing that
 * still speaks when a function never gives the thread back.
 */
export class ExecutionBoard {
  readonly memory: SharedArrayBuffer;
  readonly #header: Int32Array;
  readonly #text: Buffer;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(headerBytes + maxTextBytes)) {
    this.memory = memory;
    this.#header = new Int32Array(memory, 0, 2);
    this.#text = Buffer.from(memory, headerBytes, maxTextBytes);
  }

  beat(): void {
    Atomics.add(this.#header, heartbeatSlot, 1);
  }

  get heartbeat(): number {
    return Atomics.load(this.#header, heartbeatSlot);
  }

  show(fingerprint: string): void {
    const length = this.#text.write(fingerprint, 0, maxTextBytes, "latin1");
    Atomics.store(this.#header, lengthSlot, length);
  }

  clear(): void {
    Atomics.store(this.#header, lengthSlot, 0);
  }

  /** The function that was running last; empty when none was. */
  get running(): string {
    return this.#text.toString("latin1", 0, Atomics.load(this.#header, lengthSlot));
  }
}

/** What identifies a call that hangs when it is repeated. */
export function callFingerprint(componentPath: string, path: string, argsJson: string): string {
  return Buffer.from(`${componentPath}|${path}|${argsJson}`.slice(0, maxTextBytes)).toString("latin1", 0, maxTextBytes);
}
