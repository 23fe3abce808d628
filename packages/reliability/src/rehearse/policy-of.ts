import { DEFAULT_POLICY, deployedPolicy, type Policy } from "@sendcat/shared-types";
import type { Environment } from "./operator-environment.ts";

/** The policy that SENDCAT_POLICY makes; the default and the reason when it makes none. */
export function policyOf(env: Environment): { readonly policy: Policy; readonly problem: string | null } {
  try {
    return { policy: deployedPolicy({ override: JSON.parse(env["SENDCAT_POLICY"] || "{}") }), problem: null };
  } catch (error) {
    const says = error instanceof SyntaxError || !(error instanceof Error) ? "it is not JSON" : error.message;
    return { policy: DEFAULT_POLICY, problem: `SENDCAT_POLICY: ${says}` };
  }
}
