import { PushError } from "../push/push-error.ts";
import type { PushRequest } from "../push/push-request.ts";
import { type ComponentDefinition, EMPTY_APP_DEFINITION } from "./component-definition.ts";
import { exportedJson } from "./exported-json.ts";
import { ModuleLoader } from "./module-loader.ts";
import { createRealm, type RealmOptions } from "./realm.ts";

const CONFIG_MODULE = "convex.config.js";
const DEPENDENCY_PREFIX = "_componentDeps/";

/** The definitions of the app and of every component that it uses, by definition path; the app's path is empty. */
export async function evaluateDefinitions(
  push: PushRequest,
  realmOptions: Omit<RealmOptions, "kind">,
): Promise<Map<string, ComponentDefinition>> {
  const definitions = new Map<string, ComponentDefinition>();
  const realm = createRealm({ ...realmOptions, kind: "deterministic" });
  const pushed = new Map(push.componentDefinitions.map((entry) => [entry.definitionPath, entry]));

  const evaluate = async (path: string, source: string, dependencies: readonly string[]): Promise<void> => {
    for (const dependency of dependencies) {
      if (definitions.has(dependency)) continue;
      const entry = pushed.get(dependency);
      if (!entry) throw new PushError(`component definition ${dependency} is missing from the push`);
      await evaluate(dependency, entry.definition.source, entry.dependencies);
    }
    const loader = new ModuleLoader(realm, (modulePath) =>
      modulePath === CONFIG_MODULE ? source : dependencyStub(modulePath, definitions),
    );
    const namespace = await loader.load(CONFIG_MODULE);
    // safe because the `convex` package fixes the shape of an exported definition.
    definitions.set(path, exportedJson(namespace.default, CONFIG_MODULE) as ComponentDefinition);
  };

  const { definition, dependencies } = push.appDefinition;
  if (definition) await evaluate("", definition.source, dependencies);
  else definitions.set("", EMPTY_APP_DEFINITION);
  return definitions;
}

/** A config imports its components by path; the deployment must resolve these imports. */
function dependencyStub(modulePath: string, definitions: ReadonlyMap<string, ComponentDefinition>): string | undefined {
  if (!modulePath.startsWith(DEPENDENCY_PREFIX)) return undefined;
  const path = Buffer.from(modulePath.slice(DEPENDENCY_PREFIX.length), "base64url").toString();
  const definition = definitions.get(path);
  if (!definition) return undefined;
  const type = definition.definitionType;
  const name = type?.type === "childComponent" ? type.name : path;
  return `const definition = ${JSON.stringify(definition)};
export default {
  export: () => definition,
  componentDefinitionPath: ${JSON.stringify(path)},
  defaultName: ${JSON.stringify(name)},
};`;
}
