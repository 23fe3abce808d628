import { DEFAULT_POLICY, overridePolicy, type Policy } from "@sendcat/shared-types";
import type { GatewayEnv } from "./gateway-env.ts";

/** The policy of a deployment: the default with the operator's overrides. Throws a SendcatError that names a wrong field. */
export function servicePolicy(env: GatewayEnv): Policy {
  const base = overridePolicy(DEFAULT_POLICY, env.SENDCAT_POLICY);
  return {
    ...base,
    allowedOrigins: [new URL(env.SENDCAT_ISSUER).origin, ...base.allowedOrigins, ...env.SENDCAT_ALLOWED_ORIGINS],
    strategy: env.STREAMING_STRATEGY,
    tools: { ...base.tools, offered: [...new Set([...base.tools.offered, ...env.SENDCAT_TOOLS])] },
  };
}
