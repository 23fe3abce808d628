import { Redis } from "ioredis";

/** Client name of a live owner's connection: the next start uses it to tell an orphan from a server in use. */
export const OWNER_NAME = "upstash-local-owner";

/** Longest wait for Redis before a request is answered with an error. */
const COMMAND_TIMEOUT_MS = 2_000;

export interface RedisAddress {
  readonly port: number;
  readonly password: string;
}

/**
 * A connection on loopback. It fails at once while Redis is down instead of queueing, and never sends a command twice:
 * a queue would answer late, and a second send could charge twice or break up a MULTI.
 */
export function connectRedis(address: RedisAddress, options: { readonly reconnect: boolean }): Redis {
  const redis = new Redis({
    host: "127.0.0.1",
    port: address.port,
    password: address.password,
    connectionName: OWNER_NAME,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: options.reconnect ? (attempt) => Math.min(20 * attempt, 500) : () => null,
  });
  // ioredis reports every failed attempt here; callers learn of it from the command they send.
  redis.on("error", () => {});
  return redis;
}

/** Resolves once commands are accepted, i.e. after the append-only file is loaded; rejects after `timeoutMs`. */
export function untilReady(redis: Redis, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`redis did not become ready in ${timeoutMs} ms`)), timeoutMs);
    const settle = (done: () => void) => () => {
      clearTimeout(timer);
      done();
    };
    redis.once("ready", settle(resolve));
    redis.once(
      "end",
      settle(() => reject(new Error("redis closed the connection"))),
    );
    redis.connect().catch(() => {});
  });
}
