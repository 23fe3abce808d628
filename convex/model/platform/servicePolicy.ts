import { deployedPolicy, type Policy } from "@sendcat/shared-types";
import { imageOriginsEnv, policyEnv } from "./env.ts";

/** The policy of this deployment, as its environment says. Throws a SendcatError that names a wrong field. */
export function servicePolicy(): Policy {
  return deployedPolicy({ override: JSON.parse(policyEnv()), imageOrigins: imageOriginsEnv() });
}
