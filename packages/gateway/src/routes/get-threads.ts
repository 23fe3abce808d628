import type { Page } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { pathId } from "./path-id.ts";
import { readAsUser } from "./read-as-user.ts";

const MAX_PAGE = 100;
const MAX_CURSOR_CHARS = 1_024;

/** `GET /api/threads?cursor=&limit=`: one's own threads, newest first. */
export async function getThreads(scope: RequestScope): Promise<Answer> {
  return listed(scope, 25, (query, token) => scope.ports.threadStore.threads(query, { token }));
}

/** `GET /api/threads/{id}/messages?cursor=&limit=`: a thread's shown branch, newest first. */
export async function getThreadMessages(scope: RequestScope): Promise<Answer> {
  const threadId = pathId(scope.url, 3);
  return listed(scope, 50, (query, token) => scope.ports.threadStore.messages({ ...query, threadId }, { token }));
}

async function listed(
  scope: RequestScope,
  defaultLimit: number,
  read: (query: { cursor: string | null; limit: number }, token: string) => Promise<Page<unknown> | null>,
): Promise<Answer> {
  const user = await readAsUser(scope);
  if (!user.ok) return user;
  const cursor = scope.url.searchParams.get("cursor");
  const limit = Number(scope.url.searchParams.get("limit") ?? defaultLimit);
  const valid = Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE && (cursor?.length ?? 0) <= MAX_CURSOR_CHARS;
  if (!valid) return { ok: false, refusal: { code: "invalid_request", message: `limit: must be 1 to ${MAX_PAGE}` } };
  const page = await read({ cursor, limit }, user.principal.token);
  if (!page) return { ok: false, refusal: { code: "not_found" } };
  return { ok: true, response: jsonResponse(scope.requestId, page) };
}
