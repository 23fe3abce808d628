import type { Command, Reply } from "../backend.ts";
import { BIT_COMMANDS } from "./bit-commands.ts";
import type { Channels } from "./channels.ts";
import { Status, writes, type CommandDefinition, type CommandTable } from "./command.ts";
import { HASH_COMMANDS } from "./hash-commands.ts";
import { KEY_COMMANDS } from "./key-commands.ts";
import { Keyspace } from "./keyspace.ts";
import { LIST_COMMANDS } from "./list-commands.ts";
import { SET_COMMANDS } from "./set-commands.ts";
import { SORTED_SET_ALGEBRA_COMMANDS } from "./sorted-set-algebra-commands.ts";
import { SORTED_SET_COMMANDS } from "./sorted-set-commands.ts";
import { SORTED_SET_RANGE_COMMANDS } from "./sorted-set-range-commands.ts";
import { STREAM_COMMANDS } from "./stream-commands.ts";
import { STRING_COMMANDS } from "./string-commands.ts";
import { toReply, toText } from "./text.ts";

/** Every command of the fallback but EVAL, by its name in capitals. */
export const COMMANDS = {
  ...BIT_COMMANDS,
  ...HASH_COMMANDS,
  ...KEY_COMMANDS,
  ...LIST_COMMANDS,
  ...SET_COMMANDS,
  ...SORTED_SET_ALGEBRA_COMMANDS,
  ...SORTED_SET_COMMANDS,
  ...SORTED_SET_RANGE_COMMANDS,
  ...STREAM_COMMANDS,
  ...STRING_COMMANDS,
} satisfies CommandTable;

export type CommandName = keyof typeof COMMANDS;

/** Runs commands synchronously: Lua needs the reply before it continues. */
export interface MemoryCommands {
  /** Begins what one client sent: a command, or a script with all of its commands, which share one time. */
  begin(): void;
  /** Null for a command that Redis would run; its error for an unknown name or a wrong number of arguments. */
  refusalOf(command: Command): string | null;
  /** Throws what Redis would reply as an error. */
  run(command: Command, may?: { readonly write: boolean }): Reply | Status;
}

export function createMemoryCommands(channels: Channels): MemoryCommands {
  const keyspace = new Keyspace();
  const publish = writes(3, (_keyspace, [channel = "", message = ""]) => channels.publish(channel, message));
  const definitions = new Map(Object.entries({ ...COMMANDS, PUBLISH: publish }));
  const find = (name: string): CommandDefinition | undefined =>
    definitions.get(name) ?? definitions.get(name.toUpperCase());
  return {
    begin: () => keyspace.begin(),
    refusalOf: (command) => refusalOf(command, find(command[0])),
    run(command, may = { write: true }) {
      const definition = find(command[0]);
      const refusal = refusalOf(command, definition);
      if (!definition || refusal !== null) throw new Error(refusal ?? "");
      if (definition.writes && !may.write)
        throw new Error("ERR Write commands are not allowed from read-only scripts.");
      const reply = definition.run(keyspace, command.slice(1).map(toText));
      return reply instanceof Status ? reply : toReply(reply);
    },
  };
}

function refusalOf(command: Command, definition: CommandDefinition | undefined): string | null {
  if (!definition) {
    const [name, ...args] = command;
    const shown = args.map((arg) => `'${String(arg).slice(0, MAX_SHOWN_CHARS)}' `).join("");
    return `ERR unknown command '${name.slice(0, MAX_SHOWN_CHARS)}', with args beginning with: ${shown.slice(0, MAX_SHOWN_CHARS)}`;
  }
  const { length } = command;
  const fits = definition.arity < 0 ? length >= -definition.arity : length === definition.arity;
  return fits ? null : `ERR wrong number of arguments for '${command[0].toLowerCase()}' command`;
}

const MAX_SHOWN_CHARS = 128;
