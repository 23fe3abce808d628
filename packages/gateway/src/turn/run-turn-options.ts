import type { ModelClass, Policy, Principal, Reservation } from "@sendcat/shared-types";
import type { GatewayPorts } from "../gateway-ports.ts";
import type { LiveTurns } from "../live/live-turns.ts";
import type { ToolFlights } from "../tools/tool-flights.ts";
import type { Prompt } from "./compose/compose-prompt.ts";

/** A turn that was admitted and begun, and everything it needs to run. */
export interface RunTurnOptions {
  readonly ports: GatewayPorts;
  readonly policy: Policy;
  readonly turns: LiveTurns;
  readonly flights: ToolFlights;
  readonly requestId: string;
  readonly principal: Principal;
  /** What the provider gets as `user`, in place of the user's id. */
  readonly pseudonym: string;
  readonly reservation: Reservation;
  /** The dependencies that were unavailable at admission, e.g. `redis`. */
  readonly degraded: readonly string[];
  readonly turnId: string;
  readonly threadId: string;
  readonly messageId: string;
  readonly model: ModelClass;
  readonly prompt: Prompt;
  /** The host is already shutting down: the turn ends as interrupted, with the text so far. */
  readonly isEnding: boolean;
}
