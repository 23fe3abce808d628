import { Workpool } from "@convex-dev/workpool";
import type { ComponentApi } from "@convex-dev/workpool/_generated/component.js";
import { componentsGeneric } from "convex/server";

// safe because convex.config.ts uses the workpool under this name; code generation without a deployment does not know components
const { toolPool: component } = componentsGeneric() as unknown as { readonly toolPool: ComponentApi };

/**
 * Runs attempts, retries failed ones, and survives restarts. `startJobs` decides how many jobs run, by tool and plan. The pool allows twice
 * as many: a run that died with a deployment, which the pool notices only after minutes, then blocks no other job.
 */
export function toolPool(running: number): Workpool {
  return new Workpool(component, { maxParallelism: running * 2, logLevel: "WARN" });
}
