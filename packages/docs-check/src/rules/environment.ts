import type { variablesRead } from "../environment.ts";
import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";
import { notOurs } from "./not-ours.ts";

type Read = ReturnType<typeof variablesRead>;

/** Finds names in capitals that no source reads or declares. */
export function unreadVariables(page: MarkdownPage, read: Read, declared: ReadonlySet<string>): readonly Finding[] {
  return page.codes.flatMap(({ text, line }) =>
    [...text.matchAll(/(?<![\w*-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w*])/g)]
      .map(([name]) => name)
      .filter((name) => !read.product.has(name) && !read.tests.has(name) && !declared.has(name) && !notOurs(name))
      .map((name) => ({ file: page.file, line, says: `nothing reads ${name}` })),
  );
}

/** Constants in the sources: documents write them in capitals as well. */
export function declaredConstants({ files, read }: Repository): ReadonlySet<string> {
  const sources = [...files].filter((file) => file.endsWith(".ts"));
  return new Set(
    sources.flatMap((file) => [...read(file).matchAll(/\bconst ([A-Z][A-Z0-9_]+)\b/g)].map(([, name = ""]) => name)),
  );
}

/** Compares `.env.example`, the list of all variables, with the sources, both ways. */
export function variablesUnlisted(file: string, example: string, read: Read): readonly Finding[] {
  const lines = example.split("\n");
  const listed = new Map(
    lines.flatMap((text, index) => {
      const name = /^([A-Z][A-Z0-9_]*)=/.exec(text)?.[1];
      return name === undefined ? [] : [[name, index + 1] as const];
    }),
  );
  const unread = [...listed].filter(([name]) => !read.product.has(name) && !read.tests.has(name));
  const unlisted = [...read.product].filter(([name]) => !listed.has(name) && !notOurs(name));
  return [
    ...unread.map(([name, line]) => ({ file, line, says: `nothing reads ${name}` })),
    ...unlisted.map(([name, reader]) => ({
      file,
      line: lines.length,
      says: `${name} is not listed; ${reader} reads it`,
    })),
  ];
}
