/** A Redis command: its name and arguments. Arguments may carry bytes that are not UTF-8. */
export type Command = readonly [string, ...(string | Buffer)[]];

/** A RESP2 reply. An item of an EXEC reply may be an error. */
export type Reply = Buffer | string | number | null | Error | readonly Reply[];

/** `unavailable`: we could not reach Redis, as opposed to an error that Redis returned. */
export type Outcome =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly error: string; readonly unavailable: boolean };

export interface Subscription {
  readonly kind: "subscribe" | "psubscribe" | "monitor";
  /** Channels or patterns; empty for monitor. */
  readonly names: readonly string[];
  /** One line of the stream, e.g. `message,orders,{"id":1}`. */
  onLine(line: string): void;
  /** The source has ended: end the stream so that the client subscribes again. */
  onEnd(): void;
}

/** Runs commands: redis-server or the in-process fallback. */
export interface Backend {
  readonly kind: "redis" | "memory";
  /** Display name, e.g. `redis-server 7.0.15`. */
  readonly name: string;
  /** Runs in order; other clients' commands may run in between. One outcome per command; never rejects, never hangs. */
  run(commands: readonly Command[]): Promise<readonly Outcome[]>;
  /** Runs as one MULTI/EXEC: nothing runs in between, and a command that Redis cannot parse discards them all. */
  transaction(commands: readonly Command[]): Promise<Outcome>;
  /** Resolves with a function that ends the subscription. */
  subscribe(subscription: Subscription): Promise<() => void>;
  close(): Promise<void>;
}
