import { Workpool } from "@convex-dev/workpool";
import type { ComponentApi } from "@convex-dev/workpool/_generated/component.js";
import { componentsGeneric } from "convex/server";

// safe because convex.config.ts uses the workpool under this name; code generation without a deployment does not know of components
const { toolPool: component } = componentsGeneric() as unknown as { readonly toolPool: ComponentApi };

/**
 * Runs attempts, repeats those that fail, and survives restarts. How many jobs run is decided by `startJobs`, by tool and plan; the pool
 * takes twice as many, so that a run that died with a deployment, which the pool notices after minutes, keeps nobody's place.
 */
export function toolPool(running: number): Workpool {
  return new Workpool(component, { maxParallelism: running * 2, logLevel: "WARN" });
}
