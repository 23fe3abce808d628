import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { pathId } from "./path-id.ts";

const MAX_CURSOR_CHARS = 1_024;

/** `GET /api/shares/{id}?cursor=`: a shared conversation, for whoever has its link. No search engine keeps it. */
export async function getShare(scope: RequestScope): Promise<Answer> {
  const { ports, url, host, requestId } = scope;
  const throttled = await ports.throttle.take("read", `share:${host.ip ?? "unlocated"}`);
  if (!throttled.ok) {
    const { limit, resetAtMs, retryAfterMs } = throttled;
    return {
      ok: false,
      refusal: { code: "rate_limited", scope: "ip.share", limit, remaining: 0, resetAtMs, retryAfterMs },
    };
  }
  const cursor = url.searchParams.get("cursor");
  if ((cursor?.length ?? 0) > MAX_CURSOR_CHARS)
    return { ok: false, refusal: { code: "invalid_request", scope: "cursor" } };
  const page = await ports.shareStore.read({ shareId: pathId(url, 3), cursor });
  if (!page) return { ok: false, refusal: { code: "not_found", scope: "share" } };
  const headers = { "x-robots-tag": "noindex, nofollow" };
  return { ok: true, response: jsonResponse(requestId, page, { headers }) };
}
