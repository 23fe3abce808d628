import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Paths that edge functions answer, as the build of a Next app lists them. Throws when the folder has no such build. */
export function readEdgeFunctions(buildFolder: string): readonly RegExp[] {
  // safe because Next wrote it, and a manifest of another shape throws below
  const { functions } = JSON.parse(readFileSync(join(buildFolder, "server/middleware-manifest.json"), "utf8")) as {
    functions: Readonly<Record<string, { matchers: readonly { regexp: string }[] }>>;
  };
  return Object.values(functions).flatMap(({ matchers }) => matchers.map(({ regexp }) => new RegExp(regexp)));
}
