import type { IncomingMessage, ServerResponse } from "node:http";
import { handleAdmin } from "./admin.ts";
import { getGeneration } from "./get-generation.ts";
import { keyBody } from "./get-key.ts";
import { MODELS_BODY } from "./models.ts";
import { postChatCompletions } from "./post-chat-completions.ts";
import { respondError, respondJson } from "./respond.ts";
import type { SimContext } from "./sim-context.ts";

const API = "/api/v1";

/** All routes. The model list is public, as at OpenRouter; the rest requires a bearer key. */
export async function handleRequest(
  context: SimContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = "/" } = request;
  const [path = "/", query = ""] = url.split("?");
  if (path.startsWith("/admin/")) return await handleAdmin(context, request, response);
  const call = `${method} ${path}`;
  if (call === `GET ${API}/models`) return respondJson(response, 200, MODELS_BODY);
  if (!path.startsWith(`${API}/`)) return respondError(response, 404, "Not found");
  // A client redirected to another origin has dropped its key, and that origin requires none.
  const refusal = query === "away" ? null : keyProblem(context, request.headers.authorization);
  if (refusal !== null) return respondError(response, 401, refusal);
  if (call === `POST ${API}/chat/completions`) return await postChatCompletions(context, request, response);
  if (call === `GET ${API}/key`) return respondJson(response, 200, keyBody(context));
  if (call === `GET ${API}/generation`) {
    return getGeneration(context, new URLSearchParams(query).get("id") ?? "", response);
  }
  respondError(response, 404, "Not found");
}

function keyProblem({ apiKey }: SimContext, authorization: string | undefined): string | null {
  const key = /^bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (key === undefined) return "No auth credentials found";
  return apiKey !== null && key !== apiKey ? "User not found." : null;
}
