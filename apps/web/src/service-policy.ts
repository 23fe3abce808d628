import { DEFAULT_POLICY, overridePolicy, type Policy } from "@sendcat/shared-types";
import { env } from "./env.ts";

let policy: Policy | null = null;

/** The policy of this deployment: the default with the operator's overrides. Throws a SendcatError that names a wrong field. */
export function servicePolicy(): Policy {
  policy ??= read();
  return policy;
}

function read(): Policy {
  const { SENDCAT_POLICY, SENDCAT_ISSUER, SENDCAT_ALLOWED_ORIGINS, STREAMING_STRATEGY } = env();
  const base = overridePolicy(DEFAULT_POLICY, SENDCAT_POLICY);
  return {
    ...base,
    allowedOrigins: [new URL(SENDCAT_ISSUER).origin, ...base.allowedOrigins, ...SENDCAT_ALLOWED_ORIGINS],
    strategy: STREAMING_STRATEGY,
  };
}
