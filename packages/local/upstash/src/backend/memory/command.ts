import type { Reply } from "../backend.ts";
import type { Keyspace } from "./keyspace.ts";

/** A status reply: `+OK` on the wire, `{ ok = "OK" }` in Lua. */
export class Status {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export const OK = new Status("OK");

type Run = (keyspace: Keyspace, args: readonly string[]) => Reply | Status;

/** One command as Redis's own table has it. `arity` counts the name; a negative one is a minimum. */
export interface CommandDefinition {
  readonly arity: number;
  readonly writes: boolean;
  readonly run: Run;
}

export type CommandTable = Readonly<Record<string, CommandDefinition>>;

export function reads(arity: number, run: Run): CommandDefinition {
  return { arity, writes: false, run };
}

export function writes(arity: number, run: Run): CommandDefinition {
  return { arity, writes: true, run };
}
