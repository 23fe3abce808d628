import { chatRequestSchema, type ChatRequest, type Policy, type Refusal } from "@sendcat/shared-types";
import { HONEYPOT_REFUSAL } from "./honeypot.ts";
import { readJson } from "./read-json.ts";

/** Parses the body of `POST /api/chat`. Says which field is wrong; repeats none of its content. */
export async function acceptChat(
  request: Request,
  policy: Policy,
): Promise<{ readonly ok: true; readonly chat: ChatRequest } | { readonly ok: false; readonly refusal: Refusal }> {
  const body = await readJson(request, policy.maxBodyBytes);
  if (!body.ok) return body;
  const parsed = chatRequestSchema.safeParse(body.value);
  if (parsed.success) {
    return parsed.data.website ? { ok: false, refusal: HONEYPOT_REFUSAL } : { ok: true, chat: parsed.data };
  }
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  const message = field ? `${field}: ${issue?.message}` : (issue?.message ?? "The body has the wrong shape.");
  return { ok: false, refusal: { code: "invalid_request", message } };
}
