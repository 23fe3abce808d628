// Packages that import this one must find the declarations too, and an ambient module cannot be imported.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./ioredis-mock.d.ts" />
import { Redis } from "ioredis";
import RedisMock from "ioredis-mock";
import type { Command, Reply } from "./backend.ts";

type MockCommand = (...args: readonly (string | Buffer)[]) => unknown;

/** Runs a command synchronously: Lua needs the reply before it continues. Throws what Redis would reply as an error. */
export interface MockCommands {
  has(name: string): boolean;
  /** A promise for the few commands that wait. */
  run(command: Command): Reply | Promise<Reply>;
}

/** Real Redis commands only: the object's other methods stay out of reach. */
const COMMANDS: ReadonlySet<string> = new Set(Redis.prototype.getBuiltinCommands());

/** ioredis-mock's own methods return promises; its pipeline wraps the functions behind them, and here they stay unwrapped. */
class DirectCommands extends RedisMock.Pipeline {
  protected override _createCommand(_name: string, command: MockCommand): MockCommand {
    return command.bind(this.redis);
  }
}

export function createMockCommands(redis: RedisMock): MockCommands {
  // safe because what it has under a command's name is what _createCommand returned.
  const direct = new DirectCommands(redis) as unknown as Readonly<Record<string, MockCommand>>;
  const methods = new Map(Object.entries(direct).filter(([name]) => COMMANDS.has(name)));
  return {
    has: (name) => methods.has(name.toLowerCase()),
    run([name, ...args]) {
      const method = methods.get(name.toLowerCase());
      if (!method) throw new Error(`ERR unknown command '${name.slice(0, 64)}' on the in-process fallback`);
      const answer = method(...inCapitals(name.toLowerCase(), args));
      return answer instanceof Promise ? answer.then(toReply) : toReply(answer);
    },
  };
}

/** Index of a command's first option. */
const OPTIONS_AT: Readonly<Record<string, number>> = { set: 2, getex: 1 };

/** Redis reads options in any case, and @upstash/redis writes them in lower case; ioredis-mock ignores all but upper case. */
function inCapitals(name: string, args: readonly (string | Buffer)[]): readonly (string | Buffer)[] {
  const at = OPTIONS_AT[name] ?? args.length;
  return args.map((word, index) => (index < at ? word : word.toString().toUpperCase()));
}

/** ioredis-mock returns some replies as objects; on the wire they are flat lists. */
function toReply(value: unknown): Reply {
  if (value === null || value === undefined || value === false) return null;
  if (value === true) return 1;
  // ioredis-mock increments a text to NaN.
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Error("ERR value is not an integer or out of range");
  if (typeof value === "number" || typeof value === "string" || Buffer.isBuffer(value)) return value;
  if (value instanceof Error) return value;
  if (Array.isArray(value)) return value.map(toReply);
  if (typeof value === "object") return Object.entries(value).flatMap(([key, item]) => [key, toReply(item)]);
  return String(value);
}
