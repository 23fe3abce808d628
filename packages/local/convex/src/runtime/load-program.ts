import type { AuthProvider } from "../auth/auth-provider.ts";
import { PushError } from "../push/push-error.ts";
import type { PushRequest } from "../push/push-request.ts";
import type { Component } from "./component.ts";
import type { EnvironmentBinding } from "./component-definition.ts";
import { evaluateDefinitions } from "./evaluate-definitions.ts";
import { methodOf } from "./exported-json.ts";
import type { LogSink } from "./guest-console.ts";
import { loadComponent } from "./load-component.ts";
import type { Program } from "./program.ts";
import type { GuestBridge } from "./realm.ts";

export interface ProgramHost {
  readonly bridge: GuestBridge;
  /** Environment variables of the deployment. */
  readonly environment: (name: string) => string | undefined;
  readonly log: LogSink;
}

type Environment = (name: string) => string | undefined;

const SHARED_VARIABLES = new Set(["CONVEX_CLOUD_URL", "CONVEX_SITE_URL"]);

/**
 * Evaluates all modules of a push; a program that loads can be served.
 * @throws PushError when it does not
 */
export async function loadProgram(push: PushRequest, host: ProgramHost): Promise<Program> {
  const definitions = await evaluateDefinitions(push, {
    bridge: host.bridge,
    log: host.log,
    environment: host.environment,
  });
  const pushed = new Map(push.componentDefinitions.map((entry) => [entry.definitionPath, entry]));
  const components = new Map<string, Component>();

  const mount = async (path: string, definitionPath: string, environment: Environment): Promise<void> => {
    const definition = definitions.get(definitionPath);
    const spec = definitionPath === "" ? appParts(push) : pushed.get(definitionPath);
    if (!definition || !spec) {
      throw new PushError(`component ${definitionPath} is missing from the push`);
    }
    const childPath = (name: string): string => (path === "" ? name : `${path}/${name}`);
    const component = await loadComponent({
      path,
      definitionPath,
      children: new Map(definition.childComponents.map(({ name }) => [name, childPath(name)] as const)),
      modules: spec.functions,
      schema: spec.schema,
      realm: { bridge: host.bridge, log: host.log, environment },
    });
    components.set(path, component);
    for (const child of definition.childComponents) {
      const childEnvironment = bindEnvironment(child.env ?? [], environment, host.environment);
      await mount(childPath(child.name), child.path, childEnvironment);
    }
  };

  await mount("", "", host.environment);
  const app = components.get("");
  if (!app) throw new PushError("the push has no app");
  return {
    push,
    components,
    definitions,
    authProviders: await evaluateAuthConfig(push, app),
    httpRoutes: await evaluateRoutes(push, app),
  };
}

function appParts(push: PushRequest): Pick<PushRequest["componentDefinitions"][number], "functions" | "schema"> {
  return { functions: push.appDefinition.changedModules, schema: push.appDefinition.schema };
}

/** A component sees the variables that its parent binds, and the deployment's addresses. */
function bindEnvironment(
  bindings: readonly (readonly [string, EnvironmentBinding])[],
  parent: Environment,
  deployment: Environment,
): Environment {
  const byName = new Map(bindings);
  return (name) => {
    const binding = byName.get(name);
    if (binding?.type === "value") return binding.value;
    if (binding) return parent(binding.name);
    return SHARED_VARIABLES.has(name) ? deployment(name) : undefined;
  };
}

async function evaluateAuthConfig(push: PushRequest, app: Component): Promise<AuthProvider[]> {
  if (!push.appDefinition.changedModules.some(({ path }) => path === "auth.config.js")) return [];
  const namespace = await app.deterministic.load("auth.config.js");
  const config = namespace.default;
  if (typeof config !== "object" || config === null || !("providers" in config)) {
    throw new PushError("auth.config has no default export with providers");
  }
  // safe because JSON is all a push response may hold, and verifyToken checks what it uses.
  return JSON.parse(JSON.stringify(config.providers)) as AuthProvider[];
}

async function evaluateRoutes(push: PushRequest, app: Component): Promise<[path: string, method: string][]> {
  if (!push.appDefinition.changedModules.some(({ path }) => path === "http.js")) return [];
  const namespace = await app.action.load("http.js");
  const routes = methodOf(namespace.default, "getRoutes")?.();
  if (!Array.isArray(routes)) throw new PushError("http.ts must export an HTTP router by default");
  return routes.map((route: readonly unknown[]) => [String(route[0]), String(route[1])]);
}
