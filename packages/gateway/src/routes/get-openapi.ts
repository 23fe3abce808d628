import { openApiDocument } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/openapi.json`: describes this API. */
export async function getOpenApi(scope: RouteScope<"GET /api/openapi.json">): Promise<Answer> {
  const headers = { "cache-control": "public, max-age=300" };
  return jsonAnswer(scope, openApiDocument(scope.policy), { headers });
}
