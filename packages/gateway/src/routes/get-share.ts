import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/shares/{shareId}?cursor=`: a shared conversation, for anyone who has its link. Search engines are told not to index it. */
export async function getShare(scope: RouteScope<"GET /api/shares/{shareId}">): Promise<Answer> {
  const { ports, params, query } = scope;
  const page = await ports.shareStore.read({ shareId: params.shareId, cursor: query.cursor });
  if (!page) return { ok: false, refusal: { code: "not_found", scope: "share" } };
  return jsonAnswer(scope, page, { headers: { "x-robots-tag": "noindex, nofollow" } });
}
