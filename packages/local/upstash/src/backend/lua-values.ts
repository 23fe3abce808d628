import type { Reply } from "./backend.ts";
import { BOOLEAN, NIL, NUMBER, STRING, TABLE, type LuaMachine } from "./lua-machine.ts";

export function pushTexts({ api, pushText }: LuaMachine, thread: number, texts: readonly (string | Buffer)[]): void {
  api._lua_createtable(thread, texts.length, 0);
  for (const [index, text] of texts.entries()) {
    pushText(thread, text);
    api._lua_rawseti(thread, -2, BigInt(index + 1));
  }
}

/** Pushes a table of named texts: `{ err = text }` or `{ ok = text }`. */
export function pushFields(machine: LuaMachine, thread: number, fields: Readonly<Record<string, string>>): void {
  const { api, name, pushText } = machine;
  api._lua_createtable(thread, 0, 1);
  for (const [field, text] of Object.entries(fields)) {
    pushText(thread, text);
    api._lua_setfield(thread, -2, name(field));
  }
}

/** Converts as Redis does for Lua: nil becomes false, so that lists keep their length. */
export function pushReply(machine: LuaMachine, thread: number, reply: Reply): void {
  const { api } = machine;
  if (reply === null) api._lua_pushboolean(thread, 0);
  else if (typeof reply === "number") {
    if (Number.isSafeInteger(reply)) api._lua_pushinteger(thread, BigInt(reply));
    else api._lua_pushnumber(thread, reply);
  } else if (typeof reply === "string" || Buffer.isBuffer(reply)) machine.pushText(thread, reply);
  else if (reply instanceof Error) pushFields(machine, thread, { err: reply.message });
  else {
    api._lua_createtable(thread, reply.length, 0);
    for (const [index, item] of reply.entries()) {
      pushReply(machine, thread, item);
      api._lua_rawseti(thread, -2, BigInt(index + 1));
    }
  }
}

/** Limit of nested lists: they must fit on the caller's stack. */
const MAX_DEPTH = 100;

/** Converts as Redis does from Lua: numbers lose their fraction, a list ends at its first nil, `err` and `ok` are fields. Pops the value. */
export function popReply(machine: LuaMachine, depth = 0): Reply {
  const reply = replyAtTop(machine, depth);
  machine.api._lua_settop(machine.main, -2);
  return reply;
}

function replyAtTop(machine: LuaMachine, depth: number): Reply {
  const { api, main } = machine;
  switch (api._lua_type(main, -1)) {
    case STRING:
      return machine.textAt(main, -1);
    case NUMBER:
      return wholeNumber(api._lua_tonumberx(main, -1, 0));
    case BOOLEAN:
      return api._lua_toboolean(main, -1) === 1 ? 1 : null;
    case TABLE:
      return tableAtTop(machine, depth);
    default:
      return null;
  }
}

function tableAtTop(machine: LuaMachine, depth: number): Reply {
  const { api, main } = machine;
  if (depth > MAX_DEPTH || api._lua_checkstack(main, 3) === 0) throw new Error("ERR reached lua stack limit");
  const error = fieldAtTop(machine, "err");
  if (error !== null) return new Error(error);
  const status = fieldAtTop(machine, "ok");
  if (status !== null) return status;
  const items: Reply[] = [];
  while (api._lua_rawgeti(main, -1, BigInt(items.length + 1)) !== NIL) items.push(popReply(machine, depth + 1));
  api._lua_settop(main, -2);
  return items;
}

/** A text field of the table at the top of the stack, or null. */
export function fieldAtTop({ api, main, name, textAt }: LuaMachine, field: "err" | "ok"): string | null {
  const text = api._lua_getfield(main, -1, name(field)) === STRING ? String(textAt(main, -1)) : null;
  api._lua_settop(main, -2);
  return text;
}

function wholeNumber(value: number): number {
  if (!Number.isFinite(value)) throw new Error("ERR value is not an integer or out of range");
  return Math.trunc(value);
}
