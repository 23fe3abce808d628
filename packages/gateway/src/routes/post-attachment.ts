import {
  cutText,
  FILE_NAME_HEADER,
  MAX_ATTACHMENT_NAME_CHARS,
  type Refusal,
  sniffAttachment,
} from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { rateLimited } from "../respond/rate-limited.ts";
import { readBytes } from "../turn/accept/read-bytes.ts";

const OTHER_TYPE: Refusal = {
  code: "unsupported_media_type",
  scope: "attachment.type",
};

/**
 * `POST /api/attachments`: the bytes of a picture or a PDF, which is what its first bytes say it is. The answer's `id` goes into the next message; one that
 * is never sent is deleted after a day.
 */
export async function postAttachment(scope: RouteScope<"POST /api/attachments">): Promise<Answer> {
  const { policy, ports, request } = scope;
  const { userId, plan } = scope.principal;
  const { attachmentBytes } = policy.plans[plan];
  if (attachmentBytes === 0) {
    const message = "Sign in to attach pictures and documents.";
    return { ok: false, refusal: { code: "forbidden", scope: "plan.attachments", message, upgrade: true } };
  }
  const throttled = await ports.throttle.take("attachment", userId);
  if (!throttled.ok) return { ok: false, refusal: rateLimited(throttled, "user.attachment") };
  const body = await readBytes(request, attachmentBytes);
  if (!body.ok) return body;
  const mediaType = sniffAttachment(body.bytes);
  if (!mediaType) return { ok: false, refusal: OTHER_TYPE };
  const name = nameOf(request.headers.get(FILE_NAME_HEADER));
  const result = await ports.attachments.put({ ownerId: userId, name, mediaType, content: body.bytes });
  return result.ok ? jsonAnswer(scope, result.attachment) : result;
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
  return cutText(shown, MAX_ATTACHMENT_NAME_CHARS) || "file";
}
