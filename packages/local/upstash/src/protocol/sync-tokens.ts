import { randomBytes } from "node:crypto";

/**
 * Upstash's tokens for read-your-writes: each answer carries one for the state after it, and a client sends it with its next request,
 * which then waits until a replica has that state. One server has no replicas, so a token that comes back never makes it wait.
 */
export interface SyncTokens {
  next(): string;
}

export function createSyncTokens(): SyncTokens {
  // Tokens of an earlier start must differ from all of these.
  const start = randomBytes(8).toString("hex");
  let answers = 0;
  return {
    next() {
      answers += 1;
      return `${start}.${answers}`;
    },
  };
}
