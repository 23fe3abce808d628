import { NUMBER, STRING, type LuaMachine } from "./lua-machine.ts";
import { pushFields, pushReply } from "./lua-values.ts";
import { Status } from "./memory/command.ts";
import type { MemoryCommands } from "./memory/commands.ts";

/** redis.call, which raises an error reply, and redis.pcall, which returns it. */
export function createRedisCalls(
  machine: LuaMachine,
  commands: Pick<MemoryCommands, "run">,
): Readonly<Record<"call" | "protectedCall", (thread: number) => number>> {
  /** Pushes the reply and returns true; pushes an error as `{ err = text }` and returns false. */
  const attempt = (thread: number): boolean => {
    try {
      const [name, ...args] = argumentsOf(machine, thread);
      if (name === undefined) throw new Error("ERR Please specify at least one argument for this redis.call() call");
      const reply = commands.run([String(name), ...args]);
      if (reply instanceof Status) pushFields(machine, thread, { ok: reply.text });
      else pushReply(machine, thread, reply);
      return true;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      pushFields(machine, thread, { err: /^[A-Z]+ /.test(message) ? message : `ERR ${message}` });
      return false;
    }
  };
  return {
    call: (thread) => (attempt(thread) ? 1 : machine.api._lua_error(thread)),
    protectedCall(thread) {
      attempt(thread);
      return 1;
    },
  };
}

function argumentsOf({ api, textAt }: LuaMachine, thread: number): readonly (string | Buffer)[] {
  return Array.from({ length: api._lua_gettop(thread) }, (_, index) => {
    switch (api._lua_type(thread, index + 1)) {
      case STRING:
        return textAt(thread, index + 1);
      case NUMBER:
        return String(api._lua_tonumberx(thread, index + 1, 0));
      default:
        throw new Error("ERR Lua redis lib command arguments must be strings or integers");
    }
  });
}
