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
 * REST API reference (Projects) and of the models that Vercel publishes as `@vercel/sdk`. Values are empty.
 */
export function projectAnswer(projectId: string, path: string, settings: ProjectSettings): unknown {
  if (path === `/v9/projects/${projectId}`) {
    const resources = { functionDefaultRegions: [settings.region], fluid: true };
    return {
      id: projectId,
      accountId: "team_local",
      name: "sendcat",
      framework: "nextjs",
      nodeVersion: "24.x",
      alias: [],
      directoryListing: false,
      deploymentExpiration: {},
      defaultResourceConfig: resources,
      resourceConfig: resources,
      security: { attackModeEnabled: settings.attackMode, attackModeUpdatedAt: 0, firewallEnabled: true },
    };
  }
  if (path === `/v10/projects/${projectId}/env`)
    return {
      envs: settings.variables.map((key) => ({
        id: `env_${key.toLowerCase()}`,
        key,
        type: "sensitive",
        // Vercel never tells the value of a sensitive variable.
        value: "",
        securityIssues: [],
        target: ["production", "preview"],
        createdAt: 0,
      })),
      pagination: { count: settings.variables.length, next: null, prev: null },
    };
  throw new ApiError(404, "not_found", "Project not found.");
}
