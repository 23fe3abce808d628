import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The files that are under version control or could be: all that git does not ignore. */
export interface Repository {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly read: (file: string) => string;
}

export function openRepository(root: string): Repository {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
  return repositoryOf(files, (file) => readFileSync(join(root, file), "utf8"));
}

export function repositoryOf(files: readonly string[], read: (file: string) => string): Repository {
  const folders = new Set(["."]);
  for (const file of files) {
    for (let folder = posix.dirname(file); folder !== "."; folder = posix.dirname(folder)) folders.add(folder);
  }
  return { files: new Set(files), folders, read };
}

/** The folder with its own AGENTS.md that contains a file; null at the top level and in docs. */
export function roomOf(file: string): string | null {
  return /^((?:packages\/local|packages|apps)\/[^/]+|convex|e2e)\//.exec(file)?.[1] ?? null;
}
