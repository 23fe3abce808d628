import { ConvexHttpClient } from "convex/browser";
import { SendcatError } from "@sendcat/shared-types";
import { faultFrom } from "./fault-from.ts";

export interface ConvexEndpoint {
  /** The deployment's address, e.g. `https://happy-otter-123.convex.cloud`. */
  readonly convexUrl: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

export interface CallOptions {
  readonly token: () => Promise<string> | string;
  /** Total time for all attempts, milliseconds; each attempt gets an equal share. */
  readonly timeoutMs: number;
  /** More than one only for calls that are safe to repeat. */
  readonly attempts: number;
}

const RETRY_GAP_MS = 100;

/**
 * Runs one call against Convex within its time limit. Each attempt uses its own client, so that no two users share a credential and no
 * mutation queues behind another. Throws SendcatError with scope `convex`: `unauthenticated`, `forbidden`, `internal`, or
 * `capacity_saturated` when Convex was unreachable or overloaded.
 */
export async function callConvex<Result>(
  { convexUrl, fetch: fetchImpl }: ConvexEndpoint,
  { token, timeoutMs, attempts }: CallOptions,
  run: (client: ConvexHttpClient) => Promise<Result>,
): Promise<Result> {
  const send = fetchImpl ?? globalThis.fetch;
  for (let attempt = 1; ; attempt++) {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs / attempts);
    let response: Response | null = null;
    try {
      const client = new ConvexHttpClient(convexUrl, {
        auth: await token(),
        skipConvexDeploymentUrlCheck: true,
        logger: false,
        fetch: async (input, init) => {
          response = await send(input, { ...init, signal: deadline.signal });
          return response;
        },
      });
      return await run(client);
    } catch (error) {
      const fault = faultFrom(error, response);
      if (!fault.retryable || attempt >= attempts) throw fault.error;
    } finally {
      clearTimeout(timer);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_GAP_MS * attempt));
  }
}

/** Convex is ours, but data from the network is checked before use. */
export function expectReply<T>(reply: T, looksRight: (reply: T) => boolean): T {
  if (looksRight(reply)) return reply;
  throw new SendcatError({ code: "internal", scope: "convex", message: "Convex answered in an unknown shape." });
}
