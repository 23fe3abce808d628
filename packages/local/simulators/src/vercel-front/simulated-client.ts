import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** The client, which the platform learns from the connection. Here a test's headers say it; they are not passed on. */
export interface SimulatedClient {
  readonly address: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly asNumber: string | null;
}

/** Reads `x-simulated-address`, `-country`, `-region`, `-city` and `-as-number`. Null if the address is not valid. */
export function simulatedClient({ headers, socket }: IncomingMessage): SimulatedClient | null {
  const told = (name: string): string | null => {
    const value = headers[`x-simulated-${name}`];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const address = told("address") ?? socket.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
  if (isIP(address) === 0) return null;
  return {
    address,
    country: told("country"),
    region: told("region"),
    city: told("city"),
    asNumber: told("as-number"),
  };
}
