import type { Finding } from "../finding.ts";
import type { MarkdownPage } from "../markdown-page.ts";
import type { Repository } from "../repository.ts";

interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Scoped names that this repository's code can import: our packages with their entries, and their dependencies. */
export function readImportable({ files, read }: Repository): ReadonlySet<string> {
  const manifests = [...files].filter((file) => /(?:^|\/)package\.json$/.test(file));
  return new Set(
    manifests.flatMap((file) => {
      // safe because the package manager has read it before
      const { name = "", exports = {}, ...manifest } = JSON.parse(read(file)) as Manifest;
      const entries = Object.keys(exports).map((entry) => `${name}${entry.slice(1)}`);
      return [name, ...entries, ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })];
    }),
  );
}

/** Finds scoped packages, like `@sendcat/redis`, that this repository neither contains nor depends on. */
export function unknownPackages(page: MarkdownPage, importable: ReadonlySet<string>): readonly Finding[] {
  return page.codes.flatMap(({ text, line }) =>
    [...text.matchAll(/(?<![\w./@])@[a-z][\w-]*\/[\w.-]+(?:\/[\w.-]+)*/g)]
      .filter(([name]) => !importable.has(name))
      .map(([name]) => ({ file: page.file, line, says: `this repository neither contains nor uses ${name}` })),
  );
}
