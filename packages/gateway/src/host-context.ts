/** What a host knows about a request that the Request itself does not say. */
export interface HostContext {
  /** Keeps the process alive until the promise settles: a detached turn runs under it. */
  waitUntil(promise: Promise<unknown>): void;
  /** The client's address as the host's own edge saw it; null when it cannot be trusted. */
  readonly ip: string | null;
  /** ISO 3166-1 alpha-2, from the host's geography; null when unknown. */
  readonly country: string | null;
  /** The host is about to go: it takes no new turns, and is not ready. */
  readonly draining?: boolean;
  /** Aborts when turns that still run have to end as interrupted, with what they have. */
  readonly ending?: AbortSignal;
  /** The host's own judgement of a browser that asks for a session, where it has one: true is a program. */
  isBot?(): Promise<boolean>;
}
