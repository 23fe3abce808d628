import { DEGRADED_HEADER, REQUEST_ID_HEADER, TURN_ID_HEADER, type Policy } from "@sendcat/shared-types";

const EXPOSED = [
  REQUEST_ID_HEADER,
  TURN_ID_HEADER,
  DEGRADED_HEADER,
  "retry-after",
  "ratelimit",
  "ratelimit-policy",
].join(", ");

/** CORS headers for allowed origins, which need them when another host serves the streams; none for other origins. */
export function crossOriginHeaders(request: Request, policy: Policy): readonly (readonly [string, string])[] {
  const origin = request.headers.get("origin");
  if (origin === null || !policy.allowedOrigins.includes(origin)) return [];
  return [
    ["access-control-allow-origin", origin],
    ["access-control-allow-credentials", "true"],
    ["access-control-allow-methods", "GET, POST"],
    ["access-control-allow-headers", `authorization, content-type, ${REQUEST_ID_HEADER}`],
    ["access-control-expose-headers", EXPOSED],
    ["access-control-max-age", "600"],
    ["vary", "origin"],
  ];
}
