import type { ApiRouteName, RouteJson } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonResponse } from "./json-response.ts";

interface AnswerOptions {
  readonly status?: number;
  readonly headers?: HeadersInit;
}

/** A route's answer as JSON, in the shape that its row of the table promises. */
export function jsonAnswer<Name extends ApiRouteName>(
  scope: RouteScope<Name>,
  body: RouteJson<Name>,
  init: AnswerOptions = {},
): Answer {
  return { ok: true, response: jsonResponse(scope.requestId, body, init) };
}
