import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";

/** Convex functions by their public name, `turns:begin`, and their modules. */
export interface ConvexFunctions {
  readonly modules: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

export function readConvexFunctions({ files, read }: Repository): ConvexFunctions {
  const modules = [...files].flatMap((file) => /^convex\/((?:tools\/)?[a-zA-Z]+)\.ts$/.exec(file)?.[1] ?? []);
  const functions = modules.flatMap((module) =>
    [...read(`convex/${module}.ts`).matchAll(/^export const (?:\{ )?(\w+(?:, \w+)*)/gm)].flatMap(([, names = ""]) =>
      names.split(", ").map((name) => `${module}:${name}`),
    ),
  );
  return { modules: new Set(modules), functions: new Set(functions) };
}

/** Finds a `module:function` of the core that does not exist. If the module is unknown, the text means something else. */
export function unknownFunctions(page: MarkdownPage, known: ConvexFunctions): readonly Finding[] {
  return page.codes.flatMap(({ text, line }) =>
    [...text.matchAll(/(?<![\w/])((?:tools\/)?[a-z][a-zA-Z]*):([a-z][a-zA-Z]*)\b/g)]
      .filter(([name, module = ""]) => {
        const isRun = text.includes(`convex run ${name}`);
        return (isRun || known.modules.has(module)) && !known.functions.has(name);
      })
      .map(([name]) => ({ file: page.file, line, says: `the core has no function ${name}` })),
  );
}
