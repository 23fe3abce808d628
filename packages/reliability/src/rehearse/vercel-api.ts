import { z } from "zod";
import { askFor, jsonOf } from "./ask.ts";
import type { Environment } from "./operator-environment.ts";
import { once } from "./once.ts";

/** Of `GET /v9/projects/{idOrName}` (vercel.com/docs/rest-api/projects/find-a-project-by-id-or-name). */
const projectSchema = z.object({
  serverlessFunctionRegion: z.string().nullish(),
  resourceConfig: z.object({ functionDefaultRegions: z.array(z.string()).optional() }).optional(),
  security: z.object({ attackModeEnabled: z.boolean().optional() }).nullish(),
});

/** Of `GET /v10/projects/{idOrName}/env` (.../projects/retrieve-the-environment-variables-of-a-project). The values are not looked at. */
const variablesSchema = z.object({
  envs: z.array(z.object({ key: z.string(), target: z.union([z.string(), z.array(z.string())]).optional() })),
});

export interface VercelProject {
  /** Where its functions run unless vercel.json says otherwise; empty when Vercel does not say. */
  readonly regions: readonly string[];
  readonly attackMode: boolean;
}

export interface VercelApi {
  readonly project: () => Promise<VercelProject>;
  /** Names of the variables that production has. */
  readonly productionVariables: () => Promise<readonly string[]>;
}

/** The project of VERCEL_PROJECT_ID, read with VERCEL_TOKEN. Throws when Vercel refuses. */
export function createVercelApi(env: Environment): VercelApi {
  const read = async (version: "v9" | "v10", path: string): Promise<unknown> => {
    const base = (env["VERCEL_API_URL"] || "https://api.vercel.com").replace(/\/$/, "");
    const query = env["VERCEL_TEAM_ID"] ? `?${new URLSearchParams({ teamId: env["VERCEL_TEAM_ID"] })}` : "";
    const id = encodeURIComponent(env["VERCEL_PROJECT_ID"] ?? "");
    const headers = { authorization: `Bearer ${env["VERCEL_TOKEN"]}` };
    return jsonOf(await askFor(`${base}/${version}/projects/${id}${path}${query}`, 200, { headers }));
  };
  return {
    project: once(async () => {
      const { serverlessFunctionRegion, resourceConfig, security } = projectSchema.parse(await read("v9", ""));
      const regions = resourceConfig?.functionDefaultRegions ?? [serverlessFunctionRegion ?? ""].filter(Boolean);
      return { regions, attackMode: security?.attackModeEnabled === true };
    }),
    async productionVariables() {
      const { envs } = variablesSchema.parse(await read("v10", "/env"));
      return envs.filter(({ target }) => [target ?? "production"].flat().includes("production")).map(({ key }) => key);
    },
  };
}
