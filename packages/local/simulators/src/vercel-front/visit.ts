import type { IncomingHttpHeaders } from "node:http";
import type { IncomingMessage } from "node:http";
import { simulatedClient, type SimulatedClient } from "./simulated-client.ts";

/** A request, as rules and routes see it. */
export interface Visit {
  readonly method: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  /** As it was sent, without the query. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly client: SimulatedClient;
}

/** Null if the request names a client address that is not valid. */
export function visitOf(request: IncomingMessage): Visit | null {
  const client = simulatedClient(request);
  if (client === null) return null;
  const [rawPath = "/", ...rest] = (request.url ?? "/").split("?");
  return {
    method: request.method ?? "GET",
    protocol: `HTTP/${request.httpVersion}`,
    rawPath,
    query: new URLSearchParams(rest.join("?")),
    headers: request.headers,
    client,
  };
}

/** A header's value; repeated headers are joined with commas. */
export function headerOf({ headers }: Visit, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
}

export function cookieOf(visit: Visit, name: string): string | null {
  for (const pair of visit.headers.cookie?.split(";") ?? []) {
    const [key = "", ...rest] = pair.trim().split("=");
    if (key === name) return rest.join("=");
  }
  return null;
}
