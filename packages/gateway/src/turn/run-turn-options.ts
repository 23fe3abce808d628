import type { ModelClass, Policy, Principal, Reservation } from "@sendcat/shared-types";
import type { GatewayPorts } from "../gateway-ports.ts";
import type { LiveTurns } from "../live/live-turns.ts";
import type { ToolFlights } from "../tools/tool-flights.ts";
import type { Prompt } from "./compose/compose-prompt.ts";

/** A turn that was admitted and begun, and what it runs with. */
export interface RunTurnOptions {
  readonly ports: GatewayPorts;
  readonly policy: Policy;
  readonly turns: LiveTurns;
  readonly flights: ToolFlights;
  readonly requestId: string;
  readonly principal: Principal;
  /** Who asks, as the provider hears of it. */
  readonly pseudonym: string;
  readonly reservation: Reservation;
  /** What the turn was admitted without, e.g. `redis`. */
  readonly degraded: readonly string[];
  readonly turnId: string;
  readonly threadId: string;
  readonly messageId: string;
  readonly model: ModelClass;
  readonly prompt: Prompt;
  /** The host is going already: the turn ends as interrupted, with what it has. */
  readonly isEnding: boolean;
}
