import { posix } from "node:path";
import type { Repository } from "./repository.ts";

export interface CommandLine {
  readonly file: string;
  /** Long options as declared in the source: `.option("--data <dir>")`, `wholeNumber("--port <n>")`. */
  readonly options: ReadonlySet<string>;
  /** The command's source: the names that the command accepts besides options appear in it. */
  readonly source: string;
  /** `pnpm bench tools` is its own command. */
  readonly subcommands: ReadonlyMap<string, CommandLine>;
}

/** Our commands by their script in the root's package.json (`pnpm test`), or by their file. */
export type CommandLines = ReadonlyMap<string, CommandLine>;

export function readCommandLines(repository: Repository): CommandLines {
  const lines = new Map<string, CommandLine>();
  for (const [script, command] of Object.entries(scriptsOf(repository, "package.json"))) {
    const file = /^node (\S+\.ts)$/.exec(command)?.[1];
    if (file) lines.set(script, readCommandLine(repository, file));
  }
  for (const file of repository.files)
    if (/^packages\/(?:local\/)?[^/]+\/src\/cli\.ts$/.test(file)) lines.set(file, readCommandLine(repository, file));
  return lines;
}

export function scriptsOf(repository: Repository, manifest: string): Readonly<Record<string, string>> {
  // safe because the package manager has read it before
  return (JSON.parse(repository.read(manifest)) as { scripts?: Record<string, string> }).scripts ?? {};
}

function readCommandLine(repository: Repository, file: string): CommandLine {
  const own = repository.read(file);
  const beside = [...own.matchAll(/from "\.\/([\w-]+\.ts)"/g)].map(([, name = ""]) =>
    posix.join(posix.dirname(file), name),
  );
  const source = [own, ...beside.filter((one) => repository.files.has(one)).map(repository.read)].join("\n");
  const declared = [...source.matchAll(/\(\s*"--([a-z][\w-]*)/g)].map(([, name = ""]) => name);
  const subcommands = [...own.matchAll(/^ {2}(\w+): \[\s*"(packages\/[^"]+\.ts)"/gm)];
  return {
    file,
    source,
    // Every command made with `command(` has it.
    options: new Set(/\bcommand\(/.test(source) ? [...declared, "help"] : declared),
    subcommands: new Map(
      subcommands.map(([, name = "", target = ""]) => [name, readCommandLine(repository, target)] as const),
    ),
  };
}

export function allLines(lines: CommandLines): readonly CommandLine[] {
  return [...lines.values()].flatMap((line) => [line, ...line.subcommands.values()]);
}

/** Files of commands without `--help`. */
export function withoutHelp(lines: CommandLines): readonly string[] {
  return allLines(lines)
    .filter(({ options }) => !options.has("help"))
    .map(({ file }) => file);
}
