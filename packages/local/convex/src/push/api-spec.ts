import type { Program } from "../runtime/program.ts";
import type { EncodedValue } from "../values/encoded-value.ts";

/** The app's functions, for `npx convex function-spec` and `npx convex run`. */
export function apiSpec(program: Program | null): EncodedValue {
  const app = program?.components.get("");
  if (!program || !app) return [];
  const functions = [...app.functions.values()].map((spec) => ({
    identifier: `${spec.modulePath}:${spec.exportName}`,
    functionType: spec.kind.charAt(0).toUpperCase() + spec.kind.slice(1),
    visibility: { kind: spec.visibility },
    // safe because validators are JSON.
    args: spec.args as unknown as EncodedValue,
    // safe because validators are JSON.
    returns: (spec.returns ?? { type: "any" }) as unknown as EncodedValue,
  }));
  const routes = program.httpRoutes.map(([path, method]) => ({
    functionType: "HttpAction",
    method,
    path,
  }));
  return [...functions, ...routes];
}
