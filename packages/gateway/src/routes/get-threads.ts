import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/threads?cursor=&limit=`: the caller's threads, newest first. */
export async function getThreads(scope: RouteScope<"GET /api/threads">): Promise<Answer> {
  return jsonAnswer(scope, await scope.ports.threadStore.threads(scope.query, scope.principal));
}

/** `GET /api/threads/{threadId}/messages?cursor=&limit=`: a thread's shown branch, newest first. */
export async function getThreadMessages(scope: RouteScope<"GET /api/threads/{threadId}/messages">): Promise<Answer> {
  const { threadId } = scope.params;
  const page = await scope.ports.threadStore.messages({ ...scope.query, threadId }, scope.principal);
  return page ? jsonAnswer(scope, page) : { ok: false, refusal: { code: "not_found" } };
}
