import { MAX_ATTACHMENT_NAME_CHARS, sniffAttachment, type Refusal } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { readBytes } from "../turn/accept/read-bytes.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";

/** How a client names a file: percent-encoded UTF-8. */
const NAME_HEADER = "x-file-name";

const OTHER_TYPE: Refusal = {
  code: "unsupported_media_type",
  scope: "attachment.type",
};

/**
 * `POST /api/attachments`: the bytes of a picture or a PDF, which is what its first bytes say it is. The answer's `id` goes into the next message; one that
 * is never sent is deleted after a day.
 */
export async function postAttachment(scope: RequestScope): Promise<Answer> {
  const { policy, ports, request, requestId } = scope;
  const authenticated = await authenticate(request, ports.identity);
  if (!authenticated.ok) return authenticated;
  const { userId, plan } = authenticated.principal;
  const { attachmentBytes } = policy.plans[plan];
  if (attachmentBytes === 0) {
    const message = "Sign in to attach pictures and documents.";
    return { ok: false, refusal: { code: "forbidden", scope: "plan.attachments", message, upgrade: true } };
  }
  const throttled = await ports.throttle.take("attachment", userId);
  if (!throttled.ok) {
    const { limit, resetAtMs, retryAfterMs } = throttled;
    const limited = { scope: "user.attachment", limit, remaining: 0, resetAtMs, retryAfterMs };
    return { ok: false, refusal: { code: "rate_limited", ...limited } };
  }
  const body = await readBytes(request, attachmentBytes);
  if (!body.ok) return body;
  const mediaType = sniffAttachment(body.bytes);
  if (!mediaType) return { ok: false, refusal: OTHER_TYPE };
  const name = nameOf(request.headers.get(NAME_HEADER));
  const result = await ports.attachments.put({ ownerId: userId, name, mediaType, content: body.bytes });
  return result.ok ? { ok: true, response: jsonResponse(requestId, result.attachment) } : result;
}

/** What is shown of a name: no path, no control characters. */
function nameOf(header: string | null): string {
  let name = "";
  try {
    name = decodeURIComponent(header ?? "");
  } catch {
    // A name that cannot be read is no reason to refuse a file.
  }
  const shown =
    name
      .split(/[/\\]/)
      .at(-1)
      ?.replaceAll(/\p{Cc}/gu, "")
      .trim() ?? "";
  return shown.slice(0, MAX_ATTACHMENT_NAME_CHARS) || "file";
}
