export { createGateway, type Gateway } from "./create-gateway.ts";
export type { GatewayEvent } from "./gateway-event.ts";
export type { GatewayPorts, PublicAddresses } from "./gateway-ports.ts";
export type { HostContext } from "./host-context.ts";
export { largestBodyAt } from "./routes/largest-body-at.ts";
export { methodsAt } from "./routes/methods-at.ts";
