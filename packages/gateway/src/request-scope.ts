import type {
  ApiRouteName,
  ChatRequest,
  Policy,
  Principal,
  Refusal,
  RouteBody,
  RouteHasCaller,
  RouteParam,
  RouteQuery,
} from "@sendcat/shared-types";
import type { GatewayPorts, PublicAddresses } from "./gateway-ports.ts";
import type { HostContext } from "./host-context.ts";
import type { HandOver } from "./live/hand-over.ts";
import type { LiveTurns } from "./live/live-turns.ts";
import type { Readers } from "./live/readers.ts";
import type { WorkerPulse } from "./live/worker-pulse.ts";
import type { Readiness } from "./operations/readiness.ts";
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
  readonly readers: Readers;
  readonly readiness: Readiness;
}

/** What a route's own code works with: its row of the table says what has been checked. */
export interface RouteScope<Name extends ApiRouteName> extends RequestScope {
  /** The path's segments in braces; `-` for a text that cannot be an id of ours. */
  readonly params: Readonly<Record<RouteParam<Name>, string>>;
  readonly query: RouteQuery<Name>;
  readonly body: RouteBody<Name>;
  /** The caller; null where no token is needed. */
  readonly principal: RouteHasCaller<Name> extends true ? Principal : null;
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
