export { assembleGateway, type AssembleOptions } from "./assemble-gateway.ts";
export { assembleThrottle } from "./assemble-throttle.ts";
export {
  gatewayEnvProblems,
  readGatewayEnv,
  requiredVariables,
  type GatewayEnv,
  type HostVariables,
} from "./gateway-env.ts";
export { forwardedAddress } from "./forwarded-address.ts";
export { servicePolicy } from "./service-policy.ts";
