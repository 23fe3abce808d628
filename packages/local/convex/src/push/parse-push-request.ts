import type { ComponentDefinitionPush, PushedModule, PushRequest } from "./push-request.ts";
import { PushError } from "./push-error.ts";

/** Checks every field of the body. @throws PushError */
export function parsePushRequest(body: unknown): PushRequest {
  const request = record(body, "push request");
  const app = record(request.appDefinition, "appDefinition");
  return {
    dryRun: request.dryRun === true,
    functions: typeof request.functions === "string" ? request.functions : "convex/",
    appDefinition: {
      definition: optionalModule(app.definition),
      dependencies: strings(app.dependencies),
      schema: optionalModule(app.schema),
      changedModules: list(app.changedModules).map(parseModule),
      unchangedModuleHashes: list(app.unchangedModuleHashes).map((entry) => {
        const hash = record(entry, "unchangedModuleHashes");
        return {
          path: text(hash.path, "path"),
          environment: text(hash.environment, "environment"),
          sha256: text(hash.sha256, "sha256"),
        };
      }),
      udfServerVersion: typeof app.udfServerVersion === "string" ? app.udfServerVersion : "unknown",
    },
    componentDefinitions: list(request.componentDefinitions).map(parseComponent),
  };
}

function parseComponent(value: unknown): ComponentDefinitionPush {
  const definition = record(value, "componentDefinitions");
  return {
    definitionPath: text(definition.definitionPath, "definitionPath"),
    definition: parseModule(definition.definition),
    dependencies: strings(definition.dependencies),
    schema: optionalModule(definition.schema),
    functions: list(definition.functions).map(parseModule),
  };
}

function optionalModule(value: unknown): PushedModule | null {
  return value === null || value === undefined ? null : parseModule(value);
}

function parseModule(value: unknown): PushedModule {
  const module = record(value, "module");
  const environment = module.environment;
  if (environment !== "isolate" && environment !== "node") {
    throw new PushError(`unknown module environment ${JSON.stringify(environment)}`);
  }
  return {
    path: text(module.path, "module path"),
    source: text(module.source, "module source"),
    ...(typeof module.sourceMap === "string" ? { sourceMap: module.sourceMap } : {}),
    environment,
  };
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PushError(`${name} must be an object`);
  }
  // safe because it was just checked to be a non-null object that is no array.
  return value as Record<string, unknown>;
}

function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new PushError("expected a list in the push request");
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value !== "string") throw new PushError(`${name} must be text`);
  return value;
}

function strings(value: unknown): string[] {
  return list(value).map((item) => text(item, "dependency"));
}
