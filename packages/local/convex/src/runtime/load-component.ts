import { PushError } from "../push/push-error.ts";
import type { PushedModule } from "../push/push-request.ts";
import type { CronSpec } from "../scheduler/cron-spec.ts";
import { type ComponentSchema, EMPTY_SCHEMA } from "../store/component-schema.ts";
import { analyzeModule } from "./analyze-module.ts";
import type { Component } from "./component.ts";
import { exportedJson } from "./exported-json.ts";
import type { FunctionSpec } from "./function-spec.ts";
import { ModuleLoader } from "./module-loader.ts";
import { createRealm, type RealmOptions } from "./realm.ts";

const NOT_FUNCTIONS = new Set(["auth.config.js", "crons.js", "http.js"]);

/** Creates the two realms of a component, evaluates its modules and finds their exported functions. */
export async function loadComponent(options: {
  path: string;
  definitionPath: string;
  children: ReadonlyMap<string, string>;
  modules: readonly PushedModule[];
  schema: PushedModule | null;
  realm: Omit<RealmOptions, "kind">;
}): Promise<Component> {
  const sources = new Map(options.modules.map((module) => [module.path, module.source]));
  const loaderFor = (kind: "deterministic" | "action"): ModuleLoader =>
    new ModuleLoader(createRealm({ ...options.realm, kind }), (path) => sources.get(path));
  const deterministic = loaderFor("deterministic");
  const action = loaderFor("action");
  const functions = new Map<string, FunctionSpec>();
  for (const module of options.modules) {
    if (module.path.startsWith("_deps/")) continue;
    if (module.environment === "node") throw new PushError(nodeModuleMessage(module.path));
    if (NOT_FUNCTIONS.has(module.path)) continue;
    const namespace = await explained(module.path, () => deterministic.load(module.path));
    for (const spec of analyzeModule(module.path, namespace)) functions.set(spec.path, spec);
  }
  return {
    path: options.path,
    definitionPath: options.definitionPath,
    children: options.children,
    schema: options.schema ? await evaluateSchema(options.schema, options.realm) : EMPTY_SCHEMA,
    functions,
    crons: sources.has("crons.js") ? await evaluateCrons(deterministic) : {},
    deterministic,
    action,
  };
}

async function evaluateSchema(module: PushedModule, realm: Omit<RealmOptions, "kind">): Promise<ComponentSchema> {
  const loader = new ModuleLoader(createRealm({ ...realm, kind: "deterministic" }), (path) =>
    path === "schema.js" ? module.source : undefined,
  );
  const namespace = await explained("schema.js", () => loader.load("schema.js"));
  // safe because the `convex` package fixes the shape of an exported schema.
  return exportedJson(namespace.default, "schema.js") as ComponentSchema;
}

async function evaluateCrons(loader: ModuleLoader): Promise<Record<string, CronSpec>> {
  const namespace = await explained("crons.js", () => loader.load("crons.js"));
  // safe because the `convex` package fixes the shape of exported crons.
  return exportedJson(namespace.default, "crons.js") as Record<string, CronSpec>;
}

async function explained<T>(path: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    // The error may come from another realm, so instanceof does not recognize it.
    const message =
      typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
    throw new PushError(`Failed to analyze ${path}: Uncaught ${message}`, { cause: error });
  }
}

function nodeModuleMessage(path: string): string {
  return `${path} says "use node", which convex-local does not support. Remove the directive to run it in the default runtime, or push to a cloud or self-hosted deployment.`;
}
