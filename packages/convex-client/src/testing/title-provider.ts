import { once } from "node:events";
import { createServer } from "node:http";

/** OpenRouter's chat completions, as far as titles need them: always the same title. */
export async function openTitleProvider(title: string) {
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    request.resume();
    response.writeHead(200, { "content-type": "application/json" });
    const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: title } }];
    const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
    response.end(JSON.stringify({ id: "gen-1", model: "m", created: 1, object: "chat.completion", choices, usage }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no address");
  return {
    baseUrl: `http://127.0.0.1:${address.port}/api/v1`,
    authorizations,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
