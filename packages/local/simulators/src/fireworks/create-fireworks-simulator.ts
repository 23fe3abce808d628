import type { IncomingMessage, ServerResponse } from "node:http";
import { isRecord } from "@sendcat/shared-types";
import { parseChatCompletionRequest } from "../openrouter/chat-completion-request.ts";
import { readJsonBody } from "../openrouter/read-body.ts";
import { respondJson, serve } from "../serve.ts";
import type { FireworksRecord } from "./fireworks-record.ts";
import { respondError } from "./respond-error.ts";
import { streamAnswer } from "./stream-answer.ts";

/** The model it has. Others are not found, as at the real one. */
const MODEL = "accounts/fireworks/models/qwen3-235b-a22b";

/** What a request may say; the real one refuses fields that it does not know, and knows none of OpenRouter's. */
const FIELDS: ReadonlySet<string> = new Set(
  "model messages max_tokens stream stream_options tools tool_choice temperature top_p stop user".split(" "),
);

export interface FireworksSimulator {
  /** The base URL a client is given: `http://127.0.0.1:3251/inference/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a simulated Fireworks: OpenAI's chat completions with long model ids, errors in OpenAI's words, token counts in the last chunk, and
 * nothing of OpenRouter's own: no cost, no generation header, no way to ask for the cost later. `GET /admin/requests` lists what was answered.
 */
export async function createFireworksSimulator(
  options: { readonly port?: number; readonly host?: string } = {},
): Promise<FireworksSimulator> {
  const answered: FireworksRecord[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = `${request.method} ${(request.url ?? "").split("?")[0]}`;
    if (call === "GET /admin/requests") return respondJson(response, 200, { requests: answered });
    if (call === "GET /inference/v1/models") {
      const model = { id: MODEL, object: "model", owned_by: "fireworks", created: 1_745_885_249 };
      return respondJson(response, 200, { object: "list", data: [model] });
    }
    if (call !== "POST /inference/v1/chat/completions") return respondError(response, 404, "Path not found");
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? "")) return respondError(response, 401, "Unauthorized");
    const body = (await readJsonBody(request))?.value;
    const extra = isRecord(body) ? Object.keys(body).find((name) => !FIELDS.has(name)) : undefined;
    if (extra) return respondError(response, 400, `Extra inputs are not permitted, field: '${extra}'`);
    const parsed = parseChatCompletionRequest(body);
    if (!parsed.ok) return respondError(response, 400, parsed.message);
    if (!parsed.request.stream) return respondError(response, 400, "The simulator only streams");
    if (parsed.request.model !== MODEL)
      return respondError(response, 404, "Model not found, inaccessible, and/or not deployed");
    answered.push(streamAnswer(response, parsed.request));
  };
  const { origin, close } = await serve({ ...options, name: "Fireworks" }, handle);
  return { url: `${origin}/inference/v1`, close };
}
