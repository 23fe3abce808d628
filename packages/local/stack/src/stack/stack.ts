import type { StackError } from "./stack-error.ts";

export interface StackUrls {
  /** Where browsers go. */
  readonly web: string;
  /** The web app itself, without the front before it. */
  readonly app: string;
  readonly convex: string;
  /** Convex HTTP actions; null when Convex is not on this machine. */
  readonly convexSite: string | null;
  readonly redis: string;
  /** The dedicated streaming host; null when it does not run. */
  readonly stream: string | null;
  /** The model provider's base URL, `/api/v1` included. */
  readonly openRouter: string;
  /** The simulator of Fireworks, `/inference/v1` included; null where the policy has no route of it, or a real one answers. */
  readonly fireworks: string | null;
  /** The simulator of Serper and eBay; null where real ones are searched. */
  readonly search: string | null;
  /** The inbox of the mail simulator; null where real emails are sent. */
  readonly mail: string | null;
  /** The simulated sign-in provider; null where real ones are used. */
  readonly signIn: string | null;
  /** The simulator of Stripe; null where real money moves. */
  readonly payments: string | null;
}

/** A running Sendcat. */
export interface Stack {
  readonly urls: StackUrls;
  readonly dataDir: string;
  /** Which Redis answers, for display, e.g. `redis-server 7.0.15`. */
  readonly redisBackend: string;
  readonly openRouterKind: "simulator" | "real";
  /** Admin access to the embedded Convex; null when Convex is not on this machine. */
  readonly convexAdminKey: string | null;
  readonly redisToken: string;
  /** The private ES256 JWK that this stack's tokens are signed with, as JSON. */
  readonly signingKey: string;
  /** Resolves, and never rejects, when a part ends unexpectedly. The others still run: call `stop`. */
  readonly failed: Promise<StackError>;
  /** Stops everything in order, within five seconds. */
  stop(): Promise<void>;
  /** Sends SIGKILL to every process of the stack at once. Only for tests of recovery. */
  kill(): void;
}
