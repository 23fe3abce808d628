import { posix } from "node:path";
import type { Finding } from "../finding.ts";
import type { CodeText, MarkdownPage } from "../markdown-page.ts";
import { roomOf, type Repository } from "../repository.ts";
import { notOurs } from "./not-ours.ts";

const PATH = /^(?:\.{1,2}\/)*[\w[\]][\w.*{},[\]-]*(?:\/[\w.*{},[\]-]+)*\/?$|^\.[\w-]+(?:\/[\w.*-]+)*\/?$/;
const FILE = /\.(?:ts|tsx|js|mjs|cjs|json|md|ya?ml|svg|png|css|html|toml)$/;

/** Finds paths in code that match no file or folder. On a room's own pages, a path may start in that room. */
export function deadPaths(page: MarkdownPage, repository: Repository): readonly Finding[] {
  const exists = createLookup(page.file, repository);
  return page.codes
    .filter(({ blockOf }) => blockOf === null || blockOf === "sh")
    .flatMap((code) =>
      pathsIn(code)
        .filter(({ path }) => !exists(path))
        .map(({ path, line }) => ({ file: page.file, line, says: `there is no ${path}` })),
    );
}

function pathsIn(code: CodeText): readonly { readonly path: string; readonly line: number }[] {
  return code.text.split("\n").flatMap((text, index) =>
    text
      .split(/[\s'"=()<>|;]+/)
      .map((word) => word.replace(/[.,:]+$/, ""))
      .filter((word) => PATH.test(word) && (word.includes("/") || FILE.test(word)) && !notOurs(word))
      .map((path) => ({ path, line: code.line + index })),
  );
}

function createLookup(page: string, { files, folders }: Repository): (path: string) => boolean {
  const room = roomOf(page);
  const all = [...files, ...folders];
  const bases = [".", posix.dirname(page), "packages", "apps", ...(room === null ? [] : [room])];
  return (written) => {
    const path = written.replace(/\/$/, "");
    const isThere = (one: string): boolean => files.has(one) || folders.has(one);
    if (bases.some((base) => isThere(posix.join(base, path)))) return true;
    const ending = new RegExp(`(?:^|/)${patternOf(posix.normalize(path))}$`);
    return all.some((one) => (room === null || one.startsWith(`${room}/`) || path.includes("/")) && ending.test(one));
  };
}

/** `*` and words in capitals (`milestone-NAME.md`) match anything within a segment; `{a,b}` matches either. */
function patternOf(path: string): string {
  return path
    .replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", "[^/]*")
    .replaceAll(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(",", "|")})`)
    .replaceAll(/(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])/g, (word) => `(?:${word}|[^/]+)`);
}
