/** How a script reads an argument: as a Lua number, or as text. */
type Kind = "number" | "text";

/** The values of a script's arguments by name. A `text` may be a whole number that the script only passes on. */
type Values<Fields extends Readonly<Record<string, Kind>>> = {
  readonly [Name in keyof Fields]: Fields[Name] extends "number" ? number : string | number;
};

/** The arguments of one script: the same fields write ARGV here and read it in Lua. */
export interface ScriptArguments<Fields extends Readonly<Record<string, Kind>>> {
  /** Lua: the table `given`, by field name. Numbers are always floats: the fallback's Lua has integers, and they wrap. */
  readonly lua: string;
  write(values: Values<Fields>): string[];
}

export function scriptArguments<const Fields extends Readonly<Record<string, Kind>>>(
  fields: Fields,
): ScriptArguments<Fields> {
  const names = Object.keys(fields);
  const read = (name: string, index: number) =>
    fields[name] === "number" ? `tonumber(ARGV[${index + 1}]) + 0.0` : `ARGV[${index + 1}]`;
  return {
    lua: `\nlocal given = { ${names.map((name, index) => `${name} = ${read(name, index)}`).join(", ")} }\n`,
    write: (values) => names.map((name) => String(values[name])),
  };
}
