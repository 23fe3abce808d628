import { once } from "node:events";
import RedisMock from "ioredis-mock";
import type { Backend, Command, Outcome, Reply } from "./backend.ts";
import { createLuaScripts } from "./lua-scripts.ts";
import { createMockCommands } from "./mock-commands.ts";

// Instances with the same address share their data, so each backend gets its own address.
let instances = 0;

/** Redis in this process (commands by ioredis-mock, Lua by wasmoon): about two thirds of the commands; nothing is stored. */
export async function createMemoryBackend(): Promise<Backend> {
  instances += 1;
  const redis = new RedisMock({ host: "in-process", port: instances });
  await once(redis, "ready");
  const commands = createMockCommands(redis);
  const scripts = await createLuaScripts(commands);
  const isKnown = (name: string): boolean => isEval(name) || commands.has(name);

  const reply = (command: Command): Reply | Promise<Reply> =>
    isEval(command[0]) ? scripts.run(command) : commands.run(command);
  const send = async (command: Command): Promise<Outcome> => {
    try {
      const answer = await reply(command);
      return answer instanceof Error ? failed(answer) : { ok: true, reply: answer };
    } catch (error) {
      return failed(error);
    }
  };
  return {
    kind: "memory",
    name: "the in-process fallback (nothing is kept)",
    // Each command runs synchronously within its call, so starting all in one tick keeps the order with nothing in between.
    run: (batch) => Promise.all(batch.map(send)),
    async transaction(batch) {
      if (!batch.every(([name]) => isKnown(name)))
        return { ok: false, error: "EXECABORT Transaction discarded because of previous errors.", unavailable: false };
      const outcomes = await Promise.all(batch.map(send));
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

function isEval(name: string): boolean {
  return name.toUpperCase() === "EVAL";
}

function failed(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, error: /^[A-Z]+ /.test(message) ? message : `ERR ${message}`, unavailable: false };
}
