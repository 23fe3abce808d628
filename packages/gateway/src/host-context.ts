import type { ClientAddress } from "@sendcat/shared-types";

/** What the host knows about a request beyond the Request itself. */
export interface HostContext {
  /** Keeps the process alive until the promise settles: a detached turn runs under it. */
  waitUntil(promise: Promise<unknown>): void;
  /** The client's address as seen by the host's own edge; null when it cannot be trusted. */
  readonly ip: ClientAddress | null;
  /** ISO 3166-1 alpha-2, from the host's IP geolocation; null when unknown. */
  readonly country: string | null;
  /** The host is draining: it takes no new turns, and is not ready. */
  readonly draining?: boolean;
  /** Aborts when running turns must end as interrupted, with the text so far. */
  readonly ending?: AbortSignal;
  /** The host's own bot check of a page's request, if it has one; true means a bot. */
  isBot?(): Promise<boolean>;
}
