import { createHash } from "node:crypto";
import { REGISTRY, type LuaMachine } from "./lua-machine.ts";

/** References to a script's globals, and to the writable table behind them. */
export interface LuaSandbox {
  readonly environment: number;
  readonly globals: number;
}

/** What Redis gives its scripts, except cjson, cmsgpack, struct and bit. Runs with call, pcall and sha1hex as arguments. */
const SANDBOX = `
local call, protectedCall, sha1hex = ...
local function refuse() error('Attempt to modify a readonly table', 2) end
local function locked(shown)
  return setmetatable({}, { __index = shown, __newindex = refuse, __metatable = false })
end
local globals = { unpack = table.unpack, os = locked({ clock = os.clock }) }
local environment = locked(globals)
globals._G = environment
local names = 'assert error getmetatable ipairs next pairs rawequal rawget select setmetatable tonumber tostring type xpcall'
for name in string.gmatch(names, '%S+') do globals[name] = _G[name] end
for name in string.gmatch('coroutine math string table', '%S+') do globals[name] = locked(_G[name]) end
getmetatable('').__metatable = false
local function caught(ok, reason, ...)
  if not ok and type(reason) == 'table' and reason.err then return false, reason.err end
  return ok, reason, ...
end
function globals.pcall(...) return caught(pcall(...)) end
function globals.rawset(target, key, value)
  if getmetatable(target) == false then refuse() end
  return rawset(target, key, value)
end
function globals.load(code, name) return load(code, name, 't', environment) end
globals.loadstring = globals.load
globals.redis = locked({
  call = call, pcall = protectedCall, sha1hex = sha1hex,
  error_reply = function(message) return { err = message } end,
  status_reply = function(message) return { ok = message } end,
  log = function() end, LOG_DEBUG = 0, LOG_VERBOSE = 1, LOG_NOTICE = 2, LOG_WARNING = 3,
})
setmetatable(globals, { __index = function(_, name)
  error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2)
end })
return environment, globals
`;

/**
 * All scripts share one Lua state, and none can leave anything behind in it: as in Redis, globals and libraries are read-only.
 * Scripts know `call` and `protectedCall` as redis.call and redis.pcall.
 */
export function openLuaSandbox(
  machine: LuaMachine,
  functions: Readonly<Record<"call" | "protectedCall", (thread: number) => number>>,
): LuaSandbox {
  const { api, main, load, pushFunction, pushText, textAt } = machine;
  const sha1hex = (thread: number): number => {
    pushText(thread, createHash("sha1").update(textAt(thread, 1)).digest("hex"));
    return 1;
  };
  const loaded = load(SANDBOX, "=sandbox");
  for (const body of [functions.call, functions.protectedCall, sha1hex]) pushFunction(body);
  if (!loaded || api._lua_pcallk(main, 3, 2, 0, 0, 0) !== 0)
    throw new Error(`the Lua sandbox does not start: ${String(textAt(main, -1))}`);
  const globals = api._luaL_ref(main, REGISTRY);
  const environment = api._luaL_ref(main, REGISTRY);
  return { environment, globals };
}
