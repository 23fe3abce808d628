import type { Component } from "../runtime/component.ts";
import type { FunctionSpec } from "../runtime/function-spec.ts";
import type { Program } from "../runtime/program.ts";
import { componentExports } from "./component-exports.ts";

type Json = Record<string, unknown>;

/** The response to a push that loads: what the CLI needs to generate code and continue. */
export function startPushResponse(
  program: Program,
  options: { pushId: string; environment: Record<string, string> },
): Json {
  const analysis: Json = {};
  const indexDiffs: Json = {};
  for (const component of program.components.values()) {
    indexDiffs[component.path] = {
      added_indexes: [],
      removed_indexes: [],
      enabled_indexes: [],
      disabled_indexes: [],
    };
    analysis[component.definitionPath] ??= analyzedComponent(program, component);
  }
  return {
    environmentVariables: options.environment,
    externalDepsId: null,
    componentDefinitionPackages: Object.fromEntries(Object.keys(analysis).map((path) => [path, {}])),
    appAuth: program.authProviders.map((provider) => ({
      ...provider,
      ...(provider.type === "customJwt" ? { applicationID: provider.applicationID ?? null } : {}),
    })),
    analysis,
    app: checkedComponent(program, ""),
    schemaChange: {
      allocatedComponentIds: {},
      schemaIds: { push: options.pushId },
      indexDiffs,
    },
  };
}

function analyzedComponent(program: Program, component: Component): Json {
  const definition = program.definitions.get(component.definitionPath);
  const isApp = component.definitionPath === "";
  return {
    definition: {
      path: component.definitionPath,
      definitionType: definition?.definitionType ?? { type: "app" },
      childComponents: definition?.childComponents ?? [],
      httpMounts: definition?.httpMounts ?? {},
      exports: isApp ? { type: "branch", branch: [] } : componentExports(component),
      envVars: definition?.envVars ?? null,
    },
    schema: component.schema,
    functions: analyzedModules(program, component),
    udfConfig: {
      serverVersion: program.push.appDefinition.udfServerVersion,
      importPhaseRngSeed: null,
      importPhaseUnixTimestamp: null,
    },
  };
}

function analyzedModules(program: Program, component: Component): Json {
  const modules = new Map<string, FunctionSpec[]>();
  for (const spec of component.functions.values()) {
    const specs = modules.get(spec.modulePath);
    if (specs) specs.push(spec);
    else modules.set(spec.modulePath, [spec]);
  }
  const analyzed: Json = {};
  for (const [path, specs] of modules) {
    analyzed[path] = analyzedModule(specs.map(analyzedFunction), null);
  }
  if (component.path === "" && program.httpRoutes.length > 0) {
    const routes = program.httpRoutes.map(([path, method]) => ({
      route: { path, method },
      pos: null,
    }));
    analyzed["http.js"] = analyzedModule([], routes);
  }
  return analyzed;
}

function analyzedModule(functions: Json[], httpRoutes: Json[] | null): Json {
  return { functions, httpRoutes, cronSpecs: null, sourceMapped: null };
}

function analyzedFunction(spec: FunctionSpec): Json {
  return {
    name: spec.exportName,
    pos: null,
    udfType: spec.kind.charAt(0).toUpperCase() + spec.kind.slice(1),
    visibility: { kind: spec.visibility },
    args: JSON.stringify(spec.args),
    returns: JSON.stringify(spec.returns),
  };
}

function checkedComponent(program: Program, path: string): Json {
  const component = program.components.get(path);
  const children = [...(component?.children ?? [])].map(
    ([name, childPath]) => [name, checkedComponent(program, childPath)] as const,
  );
  return {
    definitionPath: component?.definitionPath ?? "",
    componentPath: path,
    args: {},
    childComponents: Object.fromEntries(children),
    httpRoutes: { httpModuleRoutes: null, mounts: [] },
    exports: {},
  };
}
