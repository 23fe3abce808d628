import { CARRY_LUA } from "../admission/lua/carry.ts";
import { createScript } from "../connection/script.ts";

/** Writes counts and does nothing else: for a process that sends nothing else. */
export const carryScript = createScript(`${CARRY_LUA}
return { 'carried' }
`);
