import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { Visit } from "./visit.ts";

/** Hop-by-hop headers: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"]);
/** Headers that the platform sets; it overwrites a client's: https://vercel.com/docs/headers/request-headers */
const OWN = /^(x-vercel-|x-forwarded-|x-simulated-|x-real-ip$|forwarded$)/;

/** The headers that reach the function: the client's without those that the platform sets, and the platform's. */
export function headersForFunction(visit: Visit, id: string): OutgoingHttpHeaders {
  const { address, country, region, city } = visit.client;
  const host = visit.headers.host ?? "";
  const kept = withoutHops(visit.headers).filter(([name]) => !OWN.test(name));
  return {
    ...Object.fromEntries(kept),
    "x-forwarded-for": address,
    "x-vercel-forwarded-for": address,
    "x-real-ip": address,
    "x-forwarded-host": host,
    "x-forwarded-proto": "http",
    "x-vercel-id": id,
    "x-vercel-deployment-url": host,
    ...(country === null ? {} : { "x-vercel-ip-country": country }),
    ...(region === null ? {} : { "x-vercel-ip-country-region": region }),
    ...(city === null ? {} : { "x-vercel-ip-city": encodeURIComponent(city) }),
  };
}

/** The function's headers that reach the client. Node frames the body itself. */
export function headersForClient(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(withoutHops(headers).filter(([name]) => name !== "transfer-encoding"));
}

function withoutHops(headers: IncomingHttpHeaders): readonly (readonly [string, string | string[]])[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, value] as const],
  );
}
