import type { Repository } from "./repository.ts";

const READ = /\benv(?:\.|\["|: ")([A-Z][A-Z0-9_]*)\b|\{([^}]*)\} = process\.env\b/g;
/** Files that read variables through their own function: `required(env, "VERCEL_TOKEN")`. */
const READERS = /(?:\benv|\bsettings)\.ts$/;
const BY_FUNCTION = /\(\s*(?:env, )?"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)"\s*[,)]/g;

/** The variables that sources read, tests excluded, each with the first file that reads it. */
export function variablesRead({ files, read }: Repository): {
  readonly product: ReadonlyMap<string, string>;
  readonly tests: ReadonlySet<string>;
} {
  const product = new Map<string, string>();
  const tests = new Set<string>();
  for (const file of files) {
    if (!/\.(?:tsx?|mjs)$/.test(file)) continue;
    const isTest = /\.test\.tsx?$|\/fixtures\//.test(file);
    for (const name of namesIn(file, read(file))) {
      if (isTest) tests.add(name);
      else if (!product.has(name)) product.set(name, file);
    }
  }
  return { product, tests };
}

function namesIn(file: string, source: string): readonly string[] {
  const direct = [...source.matchAll(READ)].flatMap(([, member, several = ""]) =>
    member === undefined ? (several.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []) : [member],
  );
  const byFunction = READERS.test(file) ? [...source.matchAll(BY_FUNCTION)].map(([, name = ""]) => name) : [];
  return [...direct, ...byFunction];
}
