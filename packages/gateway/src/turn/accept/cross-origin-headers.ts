import {
  API_VERSION_HEADER,
  DEGRADED_HEADER,
  FILE_NAME_HEADER,
  REQUEST_ID_HEADER,
  TURN_ID_HEADER,
  type ApiRoute,
  type Policy,
} from "@sendcat/shared-types";

const ALLOWED = ["authorization", "content-type", REQUEST_ID_HEADER, API_VERSION_HEADER, FILE_NAME_HEADER].join(", ");
const EXPOSED = [
  API_VERSION_HEADER,
  REQUEST_ID_HEADER,
  TURN_ID_HEADER,
  DEGRADED_HEADER,
  "retry-after",
  "ratelimit",
  "ratelimit-policy",
].join(", ");

/** CORS for the listed origins, on the routes whose rows allow it: the stream address of another host needs it. Nothing for any other origin. */
export function crossOriginHeaders(
  request: Request,
  policy: Policy,
  routes: readonly ApiRoute[],
): readonly (readonly [string, string])[] {
  const origin = request.headers.get("origin");
  if (origin === null || !policy.allowedOrigins.includes(origin)) return [];
  if (!routes.every(({ crossOrigin }) => crossOrigin)) return [];
  return [
    ["access-control-allow-origin", origin],
    ["access-control-allow-credentials", "true"],
    ["access-control-allow-methods", routes.map(({ method }) => method).join(", ")],
    ["access-control-allow-headers", ALLOWED],
    ["access-control-expose-headers", EXPOSED],
    ["access-control-max-age", "600"],
    ["vary", "origin"],
  ];
}
