import { LONG_SUITES } from "@sendcat/test-depth";
import { allLines, scriptsOf, type CommandLine, type CommandLines } from "../command-lines.ts";
import type { Finding } from "../finding.ts";
import type { CodeText, MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";
import { notOurs } from "./not-ours.ts";

/** Commands of the package manager itself. */
const BUILT_IN = new Set(["install", "exec", "run"]);

export interface KnownCommands {
  readonly lines: CommandLines;
  /** Names that commands accept besides those in their own source: drills and long suites. */
  readonly names: ReadonlySet<string>;
}

/** The names of drills and of long suites. */
export function namesTaken({ files, read }: Repository): ReadonlySet<string> {
  const drills = [...files]
    .filter((file) => file.startsWith("packages/reliability/src/drills/catalogue/"))
    .flatMap((file) => [...read(file).matchAll(/\bname: "([\w-]+)"/g)].map(([, name = ""]) => name));
  return new Set([...drills, ...LONG_SUITES.map(({ name }) => name)]);
}

/** Finds scripts, options and names of commands that do not exist. */
export function wrongCommands(page: MarkdownPage, repository: Repository, known: KnownCommands): readonly Finding[] {
  const everyFlag = new Set(allLines(known.lines).flatMap(({ options }) => [...options]));
  return page.codes.flatMap((code) =>
    commandsIn(code).flatMap(({ words, line }) => {
      const problems =
        code.blockOf === null && words[0]?.startsWith("--")
          ? unknownFlags(words, everyFlag, "any command")
          : problemsOf(words, repository, known);
      return problems.map((says) => ({ file: page.file, line, says }));
    }),
  );
}

function commandsIn(code: CodeText): readonly { readonly words: readonly string[]; readonly line: number }[] {
  if (code.blockOf !== null && code.blockOf !== "sh") return [];
  return code.text.split("\n").flatMap((text, index) =>
    text
      .replace(/(^|\s)#.*$/, "")
      .split(/&&|;|\|\s/)
      .map((command) => command.trim().split(/\s+/))
      .map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word))))
      .map((words) => ({ words, line: code.line + index })),
  );
}

function problemsOf(words: readonly string[], repository: Repository, known: KnownCommands): readonly string[] {
  const line = words.join(" ");
  const ours = /^(?:npx (?:-y )?)?pnpm(?:@\d+)? (.+)$/.exec(line)?.[1];
  if (ours === undefined) {
    const file = /^node (\S+\.ts)/.exec(line)?.[1];
    const direct = file === undefined ? undefined : known.lines.get(file);
    return direct ? argumentProblems(words.slice(2), direct, known.names) : [];
  }
  const filtered = /^--filter (\S+) (?:run )?(\S+)/.exec(ours);
  if (filtered) return filteredProblems(repository, filtered[1] ?? "", filtered[2] ?? "");
  const [script = "", ...rest] = ours.replace(/^run /, "").split(" ");
  if (BUILT_IN.has(script) || /^[A-Z.]/.test(script)) return [];
  if (!(script in scriptsOf(repository, "package.json"))) return [`there is no script pnpm ${script}`];
  const command = known.lines.get(script);
  return command ? argumentProblems(rest, command, known.names) : [];
}

function filteredProblems(repository: Repository, name: string, script: string): readonly string[] {
  const manifest = [...repository.files].find(
    (file) => file.endsWith("package.json") && JSON.parse(repository.read(file)).name === name,
  );
  if (!manifest) return [`there is no package ${name}`];
  return script in scriptsOf(repository, manifest) ? [] : [`${name} has no script ${script}`];
}

function argumentProblems(words: readonly string[], command: CommandLine, names: ReadonlySet<string>): string[] {
  const [first = "", ...rest] = words;
  const sub = command.subcommands.get(first);
  if (sub) return argumentProblems(rest, sub, names);
  const unknown = words.filter((word, index) => {
    const isName = /^[a-z][a-z0-9-]*$/.test(word) && !words[index - 1]?.startsWith("--");
    return isName && !names.has(word) && !new RegExp(String.raw`\b${word}\b`).test(command.source);
  });
  return [
    ...unknownFlags(words, command.options, command.file),
    ...unknown.map((word) => `${command.file} knows no ${word}`),
  ];
}

function unknownFlags(words: readonly string[], options: ReadonlySet<string>, of: string): string[] {
  return words
    .flatMap((word) => /^--([a-z][\w-]*)/.exec(word)?.[1] ?? [])
    .filter((flag) => !options.has(flag) && !notOurs(`--${flag}`))
    .map((flag) => `${of} has no option --${flag}`);
}
