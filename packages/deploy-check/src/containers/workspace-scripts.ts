import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";

/** The names of each workspace package's scripts, by the package's name. */
export function workspaceScripts(): ReadonlyMap<string, readonly string[]> {
  const manifests = globSync("{package.json,{apps,packages,packages/local}/*/package.json,{convex,e2e}/package.json}", {
    cwd: REPO_ROOT,
  });
  return new Map(
    manifests.map((file) => {
      // safe because the package manager has read it before
      const { name, scripts } = JSON.parse(readFileSync(join(REPO_ROOT, file), "utf8")) as {
        readonly name: string;
        readonly scripts?: object;
      };
      return [name, Object.keys(scripts ?? {})];
    }),
  );
}
