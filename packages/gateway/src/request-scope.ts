import type { ChatRequest, Policy, Refusal } from "@sendcat/shared-types";
import type { GatewayPorts, PublicAddresses } from "./gateway-ports.ts";
import type { HostContext } from "./host-context.ts";
import type { HandOver } from "./live/hand-over.ts";
import type { LiveTurns } from "./live/live-turns.ts";
import type { WorkerPulse } from "./live/worker-pulse.ts";
import type { ToolFlights } from "./tools/tool-flights.ts";

/** What every route gets. */
export interface RequestScope {
  readonly request: Request;
  readonly url: URL;
  readonly requestId: string;
  readonly host: HostContext;
  readonly ports: GatewayPorts;
  readonly policy: Policy;
  readonly addresses: PublicAddresses;
  readonly turns: LiveTurns;
  readonly flights: ToolFlights;
  /** Chat requests of this process that are being admitted or begun. */
  readonly beginning: Set<ChatRequest>;
  /** Ids of the requests whose webhook deliveries this process is passing to the core. */
  readonly webhooksInFlight: Set<string>;
  /** This process's worker name in the store, and its regular calls there. */
  readonly worker: string;
  readonly pulse: WorkerPulse;
  readonly handOver: HandOver;
}

/** A RequestScope with its route's limits. */
export interface RouteScope extends RequestScope {
  /** The largest body that the route accepts. */
  readonly maxBodyBytes: number;
}

/** A route's answer: a Response, or a refusal, which `createGateway` turns into one. */
export type Answer =
  | { readonly ok: true; readonly response: Response }
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      readonly degraded?: string | null;
      /** The methods that the path accepts. */
      readonly allowed?: readonly string[];
    };
