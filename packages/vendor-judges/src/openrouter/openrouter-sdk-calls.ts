import { OpenRouterCore } from "@openrouter/sdk/core.js";
import { chatSend } from "@openrouter/sdk/funcs/chatSend.js";
import { generationsGetGeneration } from "@openrouter/sdk/funcs/generationsGetGeneration.js";
import { modelsList } from "@openrouter/sdk/funcs/modelsList.js";
import { HTTPClient } from "@openrouter/sdk/lib/http.js";

export interface SdkCall {
  /** `GET /api/v1/models`. */
  readonly line: string;
  readonly headers: Headers;
}

/** The calls that OpenRouter's SDK makes for a chat, the price list and a generation, in this order. None is sent. */
export async function openRouterSdkCalls(options: {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly referer: string;
  readonly title: string;
  readonly generationId: string;
}): Promise<readonly SdkCall[]> {
  const calls: SdkCall[] = [];
  const httpClient = new HTTPClient({
    async fetcher(input, init) {
      const { method, url, headers } = new Request(input, init);
      const { pathname, search } = new URL(url);
      calls.push({ line: `${method} ${pathname}${search}`, headers });
      return Response.json({ error: { code: 400, message: "not sent" } }, { status: 400 });
    },
  });
  const { apiKey, baseUrl: serverURL, referer: httpReferer, title: appTitle, generationId } = options;
  const client = new OpenRouterCore({ apiKey, serverURL, httpReferer, appTitle, httpClient });
  await chatSend(client, { chatRequest: { model: "m", messages: [{ role: "user", content: "Hi" }], stream: true } });
  await modelsList(client);
  await generationsGetGeneration(client, { id: generationId });
  return calls;
}
