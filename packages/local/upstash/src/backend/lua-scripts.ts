import type { Command, Reply } from "./backend.ts";
import { REGISTRY, STRING, TABLE, openLuaMachine, type LuaMachine } from "./lua-machine.ts";
import { openLuaSandbox } from "./lua-sandbox.ts";
import { fieldAtTop, popReply, pushTexts } from "./lua-values.ts";
import type { MemoryCommands } from "./memory/commands.ts";
import { createRedisCalls } from "./redis-calls.ts";

/** Above this, the least recently used script is dropped; it is compiled again when sent again. */
const MAX_COMPILED = 1_000;

export interface LuaScripts {
  /** Runs EVAL or EVAL_RO to its end before anything else runs. Throws or returns an Error where Redis would reply with an error. */
  run(command: Command): Reply;
}

/** Runs all Lua scripts in one Lua state, each compiled once: starting Lua and compiling take far longer than running. */
export async function createLuaScripts(commands: MemoryCommands): Promise<LuaScripts> {
  const machine = await openLuaMachine();
  const { api, main, load, name, textAt } = machine;
  let may = { write: true };
  const calls = createRedisCalls(machine, { run: (command) => commands.run(command, may) });
  const { environment, globals } = openLuaSandbox(machine, calls);
  const compiled = new Map<string, number>();

  const compile = (script: string): number => {
    if (!load(script, "@user_script"))
      throw new Error(`ERR Error compiling script (new function): ${String(textAt(main, -1))}`);
    api._lua_rawgeti(main, REGISTRY, BigInt(environment));
    api._lua_setupvalue(main, -2, 1);
    return api._luaL_ref(main, REGISTRY);
  };
  const recall = (script: string): number => {
    const reference = compiled.get(script) ?? compile(script);
    compiled.delete(script);
    compiled.set(script, reference);
    const [oldest] = compiled;
    if (compiled.size > MAX_COMPILED && oldest) {
      compiled.delete(oldest[0]);
      api._luaL_unref(main, REGISTRY, oldest[1]);
    }
    return reference;
  };
  return {
    run(command) {
      const { script, keys, args } = parseEval(command);
      may = { write: command[0].toUpperCase() === "EVAL" };
      try {
        const reference = recall(script);
        api._lua_rawgeti(main, REGISTRY, BigInt(globals));
        pushTexts(machine, main, keys);
        api._lua_setfield(main, -2, name("KEYS"));
        pushTexts(machine, main, args);
        api._lua_setfield(main, -2, name("ARGV"));
        api._lua_rawgeti(main, REGISTRY, BigInt(reference));
        if (api._lua_pcallk(main, 0, 1, 0, 0, 0) !== 0) throw new Error(failureAtTop(machine));
        return popReply(machine);
      } finally {
        api._lua_settop(main, 0);
      }
    },
  };
}

/** What a script raised: a command's error reply, or its own text. */
function failureAtTop(machine: LuaMachine): string {
  const raised = machine.api._lua_type(machine.main, -1);
  if (raised === TABLE) return fieldAtTop(machine, "err") ?? "ERR unknown error";
  return `ERR ${raised === STRING ? String(machine.textAt(machine.main, -1)) : "unknown error"}`;
}

function parseEval([name, script, numberOfKeys, ...rest]: Command): {
  readonly script: string;
  readonly keys: readonly (string | Buffer)[];
  readonly args: readonly (string | Buffer)[];
} {
  if (script === undefined || numberOfKeys === undefined)
    throw new Error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
  const count = Number(numberOfKeys);
  if (!/^-?\d+$/.test(String(numberOfKeys)) || !Number.isSafeInteger(count))
    throw new Error("ERR value is not an integer or out of range");
  if (count < 0) throw new Error("ERR Number of keys can't be negative");
  if (count > rest.length) throw new Error("ERR Number of keys can't be greater than number of args");
  return { script: String(script), keys: rest.slice(0, count), args: rest.slice(count) };
}
