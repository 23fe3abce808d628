import { ApiError } from "./api-error.ts";

/** What the project's pages on the dashboard have, apart from its firewall. */
export interface ProjectSettings {
  /** Default region of its functions. */
  readonly region: string;
  readonly attackMode: boolean;
  /** Names of the variables that production has. */
  readonly variables: readonly string[];
}

export const DEFAULT_SETTINGS: ProjectSettings = { region: "iad1", attackMode: false, variables: [] };

/**
 * `GET /v9/projects/{idOrName}` and `GET /v10/projects/{idOrName}/env`, as far as they tell these settings: names and types are those of Vercel's
 * REST API reference (Projects) and of the models that Vercel publishes as `@vercel/sdk`. Values are encrypted there, and absent here.
 */
export function projectAnswer(projectId: string, path: string, settings: ProjectSettings): unknown {
  if (path === `/v9/projects/${projectId}`)
    return {
      id: projectId,
      name: "sendcat",
      framework: "nextjs",
      serverlessFunctionRegion: settings.region,
      resourceConfig: { functionDefaultRegions: [settings.region], fluid: true },
      security: { attackModeEnabled: settings.attackMode, attackModeUpdatedAt: 0, firewallEnabled: true },
    };
  if (path === `/v10/projects/${projectId}/env`)
    return {
      envs: settings.variables.map((key) => ({
        id: `env_${key.toLowerCase()}`,
        key,
        type: "sensitive",
        target: ["production", "preview"],
        createdAt: 0,
      })),
    };
  throw new ApiError(404, "not_found", "Project not found.");
}
