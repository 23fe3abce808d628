import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Paths that edge functions answer, as the build of a Next app lists them for Vercel. Throws when the folder has no such build. */
export function readEdgeFunctions(buildFolder: string): readonly RegExp[] {
  // safe because Next wrote it, and a manifest of another shape throws below
  const { functions } = JSON.parse(readFileSync(join(buildFolder, "server/middleware-manifest.json"), "utf8")) as {
    functions: Readonly<Record<string, { matchers: readonly { regexp: string }[] }>>;
  };
  const expressions = Object.values(functions).flatMap(({ matchers }) => matchers.map(({ regexp }) => regexp));
  // Its named groups are written in the way of PCRE.
  return expressions.map((regexp) => new RegExp(regexp.replaceAll("(?P<", "(?<")));
}
