import type { Backend, Command, Outcome, Reply } from "./backend.ts";
import { createLuaScripts } from "./lua-scripts.ts";
import { createChannels } from "./memory/channels.ts";
import { Status } from "./memory/command.ts";
import { createMemoryCommands } from "./memory/commands.ts";

const EVALS: ReadonlySet<string> = new Set(["EVAL", "EVAL_RO"]);

/** Redis in this process; nothing is stored. A command that it does not have is refused as Redis refuses an unknown one. */
export async function createMemoryBackend(): Promise<Backend> {
  const channels = createChannels();
  const commands = createMemoryCommands(channels);
  const scripts = await createLuaScripts(commands);

  const send = (command: Command): Outcome => {
    try {
      commands.begin();
      const reply = EVALS.has(command[0].toUpperCase()) ? scripts.run(command) : commands.run(command);
      return reply instanceof Error ? failed(reply) : { ok: true, reply: plain(reply) };
    } catch (error) {
      return failed(error);
    }
  };
  return {
    kind: "memory",
    name: "the in-process fallback (nothing is kept)",
    run: async (batch) => batch.map(send),
    async transaction(batch) {
      const isRefused = batch.some(
        (command) => !EVALS.has(command[0].toUpperCase()) && commands.refusalOf(command) !== null,
      );
      if (isRefused) return failed("EXECABORT Transaction discarded because of previous errors.");
      const replies = batch.map(send).map((outcome) => (outcome.ok ? outcome.reply : new Error(outcome.error)));
      return { ok: true, reply: replies };
    },
    async subscribe({ kind, names, onLine }) {
      if (kind === "monitor") throw new Error("MONITOR is not available on the in-process fallback");
      const leaves = names.map((name, index) => {
        onLine(`${kind},${name},${index + 1}`);
        return channels.subscribe(kind, name, onLine);
      });
      return () => {
        for (const leave of leaves) leave();
      };
    },
    async close() {},
  };
}

function plain(reply: Reply | Status): Reply {
  return reply instanceof Status ? reply.text : reply;
}

function failed(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, error: /^[A-Z]+ /.test(message) ? message : `ERR ${message}`, unavailable: false };
}
