import { REQUEST_ID_HEADER } from "@sendcat/shared-types";

/** A JSON response; not cacheable unless the headers say otherwise. */
export function jsonResponse(
  requestId: string,
  body: unknown,
  init: { status?: number; headers?: HeadersInit } = {},
): Response {
  const headers = new Headers(init.headers);
  headers.set("content-type", "application/json; charset=utf-8");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set(REQUEST_ID_HEADER, requestId);
  return new Response(JSON.stringify(body), { status: init.status ?? 200, headers });
}
