import path from "node:path";
import type { Redis } from "ioredis";
import type { Backend, Command, Outcome, Reply, Subscription } from "./backend.ts";
import { connectRedis, untilReady, type RedisAddress } from "./connect-redis.ts";
import { freePort } from "./free-port.ts";
import { openRedisFolder } from "./redis-folder.ts";
import { startRedisProcess } from "./redis-process.ts";
import { retireOrphan } from "./retire-orphan.ts";

const READY_MS = 20_000;
const STOP_GRACE_MS = 1_200;

export interface RedisBackendOptions {
  /** Path to a redis-server or valkey-server. */
  readonly binary: string;
  /** Its own data folder; created when absent. */
  readonly folder: string;
  /** 0 picks a free one. */
  readonly port: number;
  onDeath(message: string): void;
}

/** A backend that also gives its process id, so that tests can stop it from outside. */
export interface RedisBackend extends Backend {
  pid(): number | null;
}

/** Starts our own Redis in its folder and connects. Throws with Redis's own message when it does not start. */
export async function createRedisBackend(options: RedisBackendOptions): Promise<RedisBackend> {
  const folder = openRedisFolder(options.folder);
  await retireOrphan(folder);
  const port = options.port === 0 ? await freePort() : options.port;
  const address: RedisAddress = { port, password: folder.password };
  const server = startRedisProcess({ binary: options.binary, port, folder, onDeath: options.onDeath });
  const redis = connectRedis(address, { reconnect: true });
  try {
    const died = server.firstExit.then((code) => {
      throw new Error(`redis ended with code ${code}`);
    });
    await Promise.race([untilReady(redis, READY_MS), died]);
    const name = `${path.basename(options.binary)} ${await readVersion(redis)}`;
    return { kind: "redis", name, pid: () => server.pid(), ...commandsOn(redis, address), close };
  } catch (error) {
    await close();
    throw new Error(`${options.binary} did not start: ${server.logTail() || String(error)}`, { cause: error });
  }

  async function close(): Promise<void> {
    redis.disconnect();
    await server.stop(STOP_GRACE_MS);
  }
}

async function readVersion(redis: Redis): Promise<string> {
  const info = String(await redis.call("INFO", "server"));
  // Valkey also reports redis_version: the version it is compatible with.
  const match = /valkey_version:(\S+)/.exec(info) ?? /redis_version:(\S+)/.exec(info);
  return match?.[1] ?? "of unknown version";
}

function commandsOn(redis: Redis, address: RedisAddress): Pick<Backend, "run" | "transaction" | "subscribe"> {
  // The name in upper case keeps ioredis from reshaping replies (its transformers go by lower-case names).
  const send = async ([name, ...args]: Command): Promise<Outcome> => {
    try {
      // safe because a RESP2 reply read as buffers has this shape.
      const reply = (await redis.callBuffer(name.toUpperCase(), ...args)) as Reply;
      return { ok: true, reply };
    } catch (error) {
      return failure(error);
    }
  };
  return {
    // Written in one tick, so they reach Redis in this order on the one connection.
    run: (commands) => Promise.all(commands.map(send)),
    async transaction(commands) {
      const outcomes = await Promise.all([send(["MULTI"]), ...commands.map(send), send(["EXEC"])]);
      return outcomes.at(-1) ?? failure(new Error("empty transaction"));
    },
    subscribe: (subscription) => subscribe(subscription, address),
  };
}

function failure(error: unknown): Outcome {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  // ReplyError is Redis's own answer; LOADING and MASTERDOWN mean that it cannot serve yet.
  if (name === "ReplyError" && !/^(LOADING|MASTERDOWN) /.test(message)) {
    return { ok: false, error: message, unavailable: false };
  }
  const reason = message.includes("enableOfflineQueue") ? "not connected" : message;
  return { ok: false, error: `ERR redis is not available: ${reason}`, unavailable: true };
}

async function subscribe(subscription: Subscription, address: RedisAddress): Promise<() => void> {
  const own = connectRedis(address, { reconnect: false });
  await untilReady(own, 2_000);
  own.on("end", () => subscription.onEnd());
  const { kind, names, onLine } = subscription;
  if (kind === "monitor") {
    const monitor = await own.monitor();
    onLine('"OK"');
    monitor.on("monitor", (time: string, args: readonly string[]) =>
      onLine(JSON.stringify(`${time} ${args.join(" ")}`)),
    );
    monitor.on("end", () => subscription.onEnd());
    return () => {
      monitor.disconnect();
      own.disconnect();
    };
  }
  own.on("message", (channel: string, message: string) => onLine(`message,${channel},${message}`));
  own.on("pmessage", (pattern: string, channel: string, message: string) =>
    onLine(`pmessage,${pattern},${channel},${message}`),
  );
  for (const [index, name] of names.entries()) {
    await own[kind](name);
    onLine(`${kind},${name},${index + 1}`);
  }
  return () => own.disconnect();
}
