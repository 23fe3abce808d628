// Packages that import this one must find the declarations too, and an ambient module cannot be imported.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./ioredis-mock.d.ts" />
import { once } from "node:events";
import { Redis } from "ioredis";
import RedisMock from "ioredis-mock";
import type { Backend, Command, Outcome, Reply } from "./backend.ts";

// Instances with one address share their data, so each backend gets an address of its own.
let instances = 0;

type Method = (...args: readonly (string | Buffer)[]) => Promise<unknown>;

/** Redis in this process (ioredis-mock, Lua by fengari): about two thirds of the commands, nothing is kept. */
export async function createMemoryBackend(): Promise<Backend> {
  instances += 1;
  const redis = new RedisMock({ host: "in-process", port: instances });
  await once(redis, "ready");
  // safe because ioredis-mock has one method per command; absent ones are checked for.
  const methods = redis as unknown as Readonly<Record<string, Method | undefined>>;

  const send = async ([name, ...args]: Command): Promise<Outcome> => {
    const method = methods[name.toLowerCase()];
    if (typeof method !== "function" || !COMMANDS.has(name.toLowerCase())) return unknownCommand(name);
    try {
      const reply = toReply(await method(...inCapitals(name.toLowerCase(), args)));
      if (typeof reply === "number" && !Number.isFinite(reply)) return notInteger();
      return { ok: true, reply };
    } catch (error) {
      return { ok: false, error: errorText(error), unavailable: false };
    }
  };
  return {
    kind: "memory",
    name: "the in-process fallback (nothing is kept)",
    // Each command runs within its own call, so starting all in one tick keeps order and lets nothing between.
    run: (commands) => Promise.all(commands.map(send)),
    async transaction(commands) {
      const unknown = commands.find(([name]) => !COMMANDS.has(name.toLowerCase()));
      if (unknown)
        return { ok: false, error: "EXECABORT Transaction discarded because of previous errors.", unavailable: false };
      const outcomes = await Promise.all(commands.map(send));
      return { ok: true, reply: outcomes.map((outcome) => (outcome.ok ? outcome.reply : new Error(outcome.error))) };
    },
    async subscribe({ kind, names, onLine }) {
      if (kind === "monitor") throw new Error("MONITOR is not available on the in-process fallback");
      const own = redis.duplicate();
      own.on("message", (channel: string, message: string) => onLine(`message,${channel},${message}`));
      own.on("pmessage", (pattern: string, channel: string, message: string) =>
        onLine(`pmessage,${pattern},${channel},${message}`),
      );
      for (const [index, name] of names.entries()) {
        await own[kind](name);
        onLine(`${kind},${name},${index + 1}`);
      }
      return () => own.disconnect();
    },
    async close() {
      redis.disconnect();
    },
  };
}

/** Keeps the object's other methods out of reach. */
const COMMANDS: ReadonlySet<string> = new Set(Redis.prototype.getBuiltinCommands());

/** Where the options of a command begin. */
const OPTIONS_AT: Readonly<Record<string, number>> = { set: 2, getex: 1 };

/** Redis reads options in any case, and @upstash/redis writes them small; ioredis-mock passes over all that are not in capitals. */
function inCapitals(name: string, args: readonly (string | Buffer)[]): readonly (string | Buffer)[] {
  const at = OPTIONS_AT[name] ?? args.length;
  return args.map((word, index) => (index < at ? word : word.toString().toUpperCase()));
}

function unknownCommand(name: string): Outcome {
  return {
    ok: false,
    error: `ERR unknown command '${name.slice(0, 64)}' on the in-process fallback`,
    unavailable: false,
  };
}

/** ioredis-mock counts on from text, to NaN. */
function notInteger(): Outcome {
  return { ok: false, error: "ERR value is not an integer or out of range", unavailable: false };
}

function errorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+ /.test(message) ? message : `ERR ${message}`;
}

/** ioredis reshapes some replies into objects; on the wire they are flat lists. */
function toReply(value: unknown): Reply {
  if (value === null || value === undefined || value === false) return null;
  if (value === true) return 1;
  if (typeof value === "number" || typeof value === "string" || Buffer.isBuffer(value)) return value;
  if (value instanceof Error) return value;
  if (Array.isArray(value)) return value.map(toReply);
  if (typeof value === "object") return Object.entries(value).flatMap(([key, item]) => [key, toReply(item)]);
  return String(value);
}
