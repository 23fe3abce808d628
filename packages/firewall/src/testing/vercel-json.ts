import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "@vercel/build-utils";
import { getTransformedRoutes, type GetRoutesProps, type RouteWithSrc } from "@vercel/routing-utils";

export interface VercelJson extends GetRoutesProps {
  readonly regions: readonly string[];
  readonly functions: NonNullable<Config["functions"]>;
}

/** The repository's vercel.json. */
export function vercelJson(): VercelJson {
  const file = join(import.meta.dirname, "../../../../vercel.json");
  // safe because a test validates the file with Vercel's own schemas
  return JSON.parse(readFileSync(file, "utf8")) as VercelJson;
}

/** Its routes that deny or challenge, as Vercel reads them from the file. */
export function mitigatingRoutes(): readonly RouteWithSrc[] {
  const { routes, error } = getTransformedRoutes(vercelJson());
  if (error) throw new Error(error.message);
  return (routes ?? []).flatMap((route) => ("handle" in route || !route.mitigate ? [] : [route]));
}
