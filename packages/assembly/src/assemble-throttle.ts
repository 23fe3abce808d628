import { createThrottle, throttleLimits } from "@sendcat/redis";
import type { Throttle } from "@sendcat/shared-types";
import type { GatewayEnv } from "./gateway-env.ts";
import { openRedis } from "./open-redis.ts";
import { servicePolicy } from "./service-policy.ts";

/** The service's throttles for a route of a host that is not the gateway's. Throws as `servicePolicy` does. */
export function assembleThrottle(env: GatewayEnv): Throttle {
  const policy = servicePolicy(env);
  return createThrottle({
    link: openRedis(env, policy),
    limits: throttleLimits(policy),
    failure: policy.failure.throttle,
    onFault: ({ operation, cause }) =>
      console.log(JSON.stringify({ event: "dependency-fault", operation, message: String(cause) })),
  });
}
