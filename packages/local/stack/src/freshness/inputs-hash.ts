import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LongSuite } from "@sendcat/test-depth";
import { addFile, addFolder } from "./hash-files.ts";
import { workspaceClosure } from "./workspace-closure.ts";

/**
 * A digest of everything a long suite's report depends on: the suite's files and number of runs, the code under it, and the versions of that
 * code's direct dependencies. When other packages change their dependencies, the report stays valid.
 */
export function inputsHash(root: string, suite: Pick<LongSuite, "files" | "inputs" | "runs">): string {
  const hash = createHash("sha256").update(String(suite.runs.deep));
  for (const file of suite.files.toSorted()) addFile(hash, root, file);
  const folders = new Set(suite.inputs.flatMap((input) => workspaceClosure(root, input)));
  for (const folder of [...folders].sort()) {
    if (statSync(join(root, folder)).isFile()) addFile(hash, root, folder);
    else addFolder(hash, root, folder);
    for (const version of installed(root, folder)) hash.update(`\0${version}`);
  }
  return hash.digest("hex");
}

/** `name@version` of a workspace package's dependencies from outside this repository. */
function installed(root: string, folder: string): readonly string[] {
  const { dependencies, devDependencies } = readJson(join(root, folder, "package.json"));
  const names = Object.entries({ ...devDependencies, ...dependencies })
    .filter(([, range]) => !range.startsWith("workspace:"))
    .map(([name]) => name)
    .sort();
  return names.map(
    (name) => `${name}@${readJson(join(root, folder, "node_modules", name, "package.json")).version ?? "absent"}`,
  );
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readJson(path: string): Manifest {
  try {
    // safe because the package manager has read it before
    return JSON.parse(readFileSync(path, "utf8")) as Manifest;
  } catch {
    return {};
  }
}
