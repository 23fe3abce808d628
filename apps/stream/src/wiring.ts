import { assembleGateway, type GatewayEnv } from "@sendcat/assembly";
import type { Gateway } from "@sendcat/gateway";

/** This process's gateway. Work that outlives a response needs no `waitUntil` of a platform, because the process lives on. */
export function wire(env: GatewayEnv): Gateway {
  const outlive = (promise: Promise<unknown>): void =>
    void promise.catch((fault: unknown) => console.error("background work failed", String(fault)));
  return assembleGateway(env, { outlive });
}
