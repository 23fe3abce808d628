import type { Finding } from "../finding.ts";
import type { ConvexFunctions } from "./functions.ts";

/** Every writer in a comment of the schema must be a function or a module of the core, and every table must name one. */
export function unknownWriters(file: string, schema: string, known: ConvexFunctions): readonly Finding[] {
  const lineAt = (index: number): number => schema.slice(0, index).split("\n").length;
  const nameless = [...schema.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)?\s+(\w+): defineTable\(/g)]
    .filter(([, comment = ""]) => writersIn(comment).length === 0)
    .map(({ index, 0: found, 2: table = "" }) => ({
      file,
      line: lineAt(index + found.length),
      says: `the table ${table} names no writer`,
    }));
  const unknown = [...schema.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ index, 0: comment }) =>
    writersIn(comment)
      .filter((writer) => !known.functions.has(writer) && !known.modules.has(writer))
      .map((writer) => ({ file, line: lineAt(index), says: `the core has no writer "${writer}"` })),
  );
  return [...nameless, ...unknown];
}

function writersIn(comment: string): readonly string[] {
  const text = comment.replaceAll(/\*\/$|\s*\n\s*\* ?/g, " ");
  return [...text.matchAll(/\bWriters?: ([^.]+)/g)].flatMap(([, writers = ""]) =>
    writers
      .replaceAll(/\([^)]*\)/g, "")
      .split(/[,;]| and /)
      .map((writer) => writer.trim())
      .filter((writer) => writer !== ""),
  );
}
