import { isUtf8 } from "node:buffer";
import { LuaWasm } from "wasmoon";

/** Lua's C API as the WebAssembly module exports it: numbers are addresses, sizes, stack indexes and codes. */
interface LuaExports {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(size: number): number;
  _free(address: number): void;
  addFunction(body: (thread: number) => number, signature: "ii"): number;
  _luaL_loadbufferx(thread: number, code: number, size: number, name: number, mode: number): number;
  _luaL_newstate(): number;
  _luaL_openlibs(thread: number): void;
  _luaL_ref(thread: number, table: number): number;
  _luaL_unref(thread: number, table: number, reference: number): void;
  _lua_checkstack(thread: number, slots: number): number;
  _lua_createtable(thread: number, items: number, fields: number): void;
  _lua_error(thread: number): never;
  _lua_getfield(thread: number, index: number, name: number): number;
  _lua_gettop(thread: number): number;
  _lua_pcallk(thread: number, args: number, results: number, handler: number, context: number, then: number): number;
  _lua_pushboolean(thread: number, value: number): void;
  _lua_pushcclosure(thread: number, body: number, upvalues: number): void;
  _lua_pushinteger(thread: number, value: bigint): void;
  _lua_pushlstring(thread: number, text: number, size: number): number;
  _lua_pushnumber(thread: number, value: number): void;
  _lua_rawgeti(thread: number, index: number, item: bigint): number;
  _lua_rawseti(thread: number, index: number, item: bigint): void;
  _lua_setfield(thread: number, index: number, name: number): void;
  _lua_settop(thread: number, top: number): void;
  _lua_setupvalue(thread: number, index: number, upvalue: number): number;
  _lua_toboolean(thread: number, index: number): number;
  _lua_tolstring(thread: number, index: number, size: number): number;
  _lua_tonumberx(thread: number, index: number, isNumber: number): number;
  _lua_type(thread: number, index: number): number;
}

/** From lua.h and luaconf.h. */
export const [NIL, BOOLEAN, NUMBER, STRING, TABLE] = [0, 1, 3, 4, 5];
export const REGISTRY = -1_001_000;

/** One Lua state, with strings that may contain zero bytes: wasmoon's own wrappers cut them there. */
export interface LuaMachine {
  readonly api: LuaExports;
  readonly main: number;
  /** The address of a C string that stays allocated. */
  name(text: string): number;
  pushText(thread: number, text: string | Buffer): void;
  /** Text, or bytes when it is not valid UTF-8. */
  textAt(thread: number, index: number): string | Buffer;
  /** Pushes the compiled code as a function; false when it does not compile, with the error message pushed instead. */
  load(code: string, name: string): boolean;
  pushFunction(body: (thread: number) => number): void;
}

export async function openLuaMachine(): Promise<LuaMachine> {
  const { module } = await LuaWasm.initialize();
  // safe because wasmoon is built with all of these exported; it declares only its wrappers of them.
  const api = module as unknown as LuaExports;
  const main = api._luaL_newstate();
  api._luaL_openlibs(main);
  let memory = Buffer.from(api.HEAPU8.buffer);
  const currentMemory = (): Buffer => {
    if (memory.buffer !== api.HEAPU8.buffer) memory = Buffer.from(api.HEAPU8.buffer);
    return memory;
  };
  const sizeAddress = api._malloc(4);
  const room = { address: api._malloc(4_096), size: 4_096 };
  /** Address and size of the text; valid until the next call. */
  const place = (text: string | Buffer): readonly [number, number] => {
    const size = Buffer.byteLength(text);
    if (size > room.size) {
      const address = api._malloc(size * 2);
      if (address === 0) throw new Error("ERR not enough memory");
      api._free(room.address);
      Object.assign(room, { address, size: size * 2 });
    }
    if (typeof text === "string") currentMemory().write(text, room.address);
    else currentMemory().set(text, room.address);
    return [room.address, size];
  };
  const names = new Map<string, number>();
  const name = (text: string): number => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const address = api._malloc(Buffer.byteLength(text) + 1);
    currentMemory().write(`${text}\0`, address);
    names.set(text, address);
    return address;
  };
  return {
    api,
    main,
    name,
    pushText: (thread, text) => void api._lua_pushlstring(thread, ...place(text)),
    textAt(thread, index) {
      const address = api._lua_tolstring(thread, index, sizeAddress);
      const bytes = currentMemory().subarray(address, address + currentMemory().readUInt32LE(sizeAddress));
      return isUtf8(bytes) ? bytes.toString() : Buffer.from(bytes);
    },
    load: (code, chunk) => api._luaL_loadbufferx(main, ...place(code), name(chunk), name("t")) === 0,
    pushFunction: (body) => api._lua_pushcclosure(main, api.addFunction(body, "ii"), 0),
  };
}
