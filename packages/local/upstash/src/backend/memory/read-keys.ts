import { parseInteger } from "./numbers.ts";
import { syntaxError } from "./options.ts";

/** Reads `numkeys key [key ...]`, and what follows. */
export function readKeys(
  [count = "", ...args]: readonly string[],
  command: string,
): { readonly keys: readonly string[]; readonly rest: readonly string[] } {
  const isPop = command.endsWith("pop") || command.endsWith("card");
  const size = parseInteger(count, isPop ? NOT_POSITIVE : undefined);
  if (size < 1) throw new Error(isPop ? NOT_POSITIVE : `ERR at least 1 input key is needed for '${command}' command`);
  if (size > args.length)
    throw command === "sintercard"
      ? new Error("ERR Number of keys can't be greater than number of args")
      : syntaxError();
  return { keys: args.slice(0, size), rest: args.slice(size) };
}

const NOT_POSITIVE = "ERR numkeys should be greater than 0";
