import type { Component } from "../runtime/component.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { FunctionSpec } from "../runtime/function-spec.ts";
import type { Program } from "../runtime/program.ts";
import type { EncodedObject } from "../values/encoded-value.ts";

export interface FunctionTarget {
  readonly componentPath: string;
  readonly path: string;
}

export interface ResolvedFunction {
  readonly component: Component;
  readonly spec: FunctionSpec;
}

/** One spelling for `messages.js:list`, `messages:list` and `messages` (the default export). */
export function canonicalPath(name: string): string {
  const [module = "", exportName = "default"] = name.split(":");
  return `${module.replace(/\.js$/, "")}:${exportName}`;
}

/** The target of a syscall that names a function by name, by reference or by handle. */
export function targetOfAddress(address: EncodedObject, from: Component): FunctionTarget {
  if (typeof address.functionHandle === "string") {
    const match = /^function:\/\/(.*);(.*)$/.exec(address.functionHandle);
    if (!match) throw new FunctionError(`Invalid function handle: ${address.functionHandle}`);
    return { componentPath: match[1] ?? "", path: canonicalPath(match[2] ?? "") };
  }
  if (typeof address.name === "string") {
    return { componentPath: from.path, path: canonicalPath(address.name) };
  }
  const reference = typeof address.reference === "string" ? address.reference.split("/") : [];
  const [, kind, childName, ...rest] = reference;
  if (kind !== "childComponent" || childName === undefined) {
    throw new FunctionError(`Invalid function reference: ${JSON.stringify(address)}`);
  }
  const childPath = from.children.get(childName);
  if (childPath === undefined) throw new FunctionError(`Component ${childName} not found`);
  return { componentPath: childPath, path: canonicalPath(`${rest.slice(0, -1).join("/")}:${rest.at(-1)}`) };
}

/** @throws FunctionError with the platform's message when there is no such function */
export function resolveFunction(program: Program | null, target: FunctionTarget): ResolvedFunction {
  const component = program?.components.get(target.componentPath);
  const spec = component?.functions.get(target.path);
  if (!component || !spec) {
    throw new FunctionError(
      `Could not find function for '${target.path.replace(/:default$/, "")}'. Did you forget to run \`npx convex dev\` or \`npx convex deploy\`?`,
    );
  }
  return { component, spec };
}
