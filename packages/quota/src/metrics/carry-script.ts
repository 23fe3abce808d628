import { CARRY_LUA } from "../lua/carry.ts";
import { createScript } from "../redis/script.ts";

/** Carries counts and does nothing else: for a process that sends nothing else. */
export const carryScript = createScript(`${CARRY_LUA}
return { 'carried' }
`);
