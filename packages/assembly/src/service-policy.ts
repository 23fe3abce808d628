import { deployedPolicy, type Policy } from "@sendcat/shared-types";
import type { GatewayEnv } from "./gateway-env.ts";

const made = new WeakMap<GatewayEnv, Policy>();

/** The default policy with the overrides from the host's environment, made once. Throws a SendcatError that names an invalid field. */
export function servicePolicy(env: GatewayEnv): Policy {
  const policy =
    made.get(env) ??
    deployedPolicy({
      override: env.SENDCAT_POLICY,
      strategy: env.STREAMING_STRATEGY,
      allowedOrigins: [new URL(env.SENDCAT_ISSUER).origin, ...env.SENDCAT_ALLOWED_ORIGINS],
      tools: env.SENDCAT_TOOLS,
    });
  made.set(env, policy);
  return policy;
}
