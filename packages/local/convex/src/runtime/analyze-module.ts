import type { Validator } from "../values/validator.ts";
import { methodOf } from "./exported-json.ts";
import type { FunctionKind } from "./function-kind.ts";
import type { FunctionSpec } from "./function-spec.ts";
import type { ModuleNamespace } from "./modules.ts";

/** The queries, mutations and actions that a module exports. */
export function analyzeModule(modulePath: string, namespace: ModuleNamespace): FunctionSpec[] {
  const specs: FunctionSpec[] = [];
  for (const exportName of Object.keys(namespace)) {
    const exported = namespace[exportName];
    if (typeof exported !== "function") continue;
    const kind = kindOf(exported);
    if (!kind) continue;
    specs.push({
      path: `${modulePath.replace(/\.js$/, "")}:${exportName}`,
      modulePath,
      exportName,
      kind,
      visibility: Reflect.get(exported, "isPublic") === true ? "public" : "internal",
      args: validatorOf(exported, "exportArgs") ?? { type: "any" },
      returns: validatorOf(exported, "exportReturns"),
    });
  }
  return specs;
}

function kindOf(exported: object): FunctionKind | null {
  if (Reflect.get(exported, "isQuery") === true) return "query";
  if (Reflect.get(exported, "isMutation") === true) return "mutation";
  if (Reflect.get(exported, "isAction") === true) return "action";
  return null;
}

function validatorOf(exported: object, method: string): Validator | null {
  const json = methodOf(exported, method)?.();
  if (typeof json !== "string") return null;
  // safe because the `convex` package exports validators in exactly this shape.
  return JSON.parse(json) as Validator | null;
}
