import { ERROR_CODES, type ErrorCode } from "../errors/error-table.ts";
import type { ApiRoute } from "./api-route.ts";

/** Every route may answer these: the firewall, the checks of origin and version, a fault. */
const OF_ALL = [
  "blocked",
  "forbidden",
  "client_outdated",
  "internal",
  "provider_unavailable",
  "capacity_saturated",
] as const;

/** The codes that a route may refuse with, in the table's order: those that follow from its row, and its own. */
export function routeRefusals({
  caller,
  body,
  query,
  throttle,
  ownThrottles = [],
  refusals = [],
}: ApiRoute): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([...OF_ALL, ...refusals]);
  if (body || query) codes.add("invalid_request");
  if (body) codes.add("payload_too_large").add("unsupported_media_type");
  if (caller !== "public") codes.add(caller === "code" ? "forbidden" : "unauthenticated");
  if (throttle || ownThrottles.length > 0) codes.add("rate_limited");
  return ERROR_CODES.filter((code) => codes.has(code));
}
