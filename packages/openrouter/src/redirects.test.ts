import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { eventsAnswered, readingOf } from "./testing/reading-of.ts";
import { requestWith } from "./testing/simulated-provider.ts";
import { createOpenRouterModel } from "./create-openrouter-model.ts";

const SAID = [["text-delta", "Half an answer"]];
const chunk = (delta: object, finish: string | null) =>
  `data: ${JSON.stringify({ id: "gen-1", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const ANSWER = `${chunk({ content: "Half an answer" }, null)}${chunk({}, "stop")}data: [DONE]\n\n`;

describe("a provider that redirects", () => {
  const closers: (() => void)[] = [];
  afterEach(() => closers.splice(0).forEach((close) => close()));

  async function serve(answer: (path: string, body: string) => readonly [status: number, location: string] | string) {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        heard.push(body);
        const said = answer(request.url ?? "", body);
        if (typeof said === "string") return response.writeHead(200, { "content-type": "text/event-stream" }).end(said);
        return response.writeHead(said[0], { location: said[1] }).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    return { heard, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
  }

  it.each([301, 302, 303, 307, 308])(
    "with %i to another origin is not followed: the conversation goes only to the chosen provider",
    async (status) => {
      const foreign = await serve(() => ANSWER);
      const provider = await serve(() => [status, `${foreign.url}/v1/chat/completions`]);
      const model = createOpenRouterModel({ apiKey: "k", baseUrl: provider.url });
      const answer = await model.stream(requestWith(""), { signal: new AbortController().signal });
      expect(answer).toMatchObject({ ok: false, retryable: true, refusal: { code: "provider_unavailable" } });
      expect([provider.heard.length, foreign.heard]).toEqual([1, []]);
    },
  );

  it.each([307, 308])("with %i within its own origin is followed with the whole request body", async (status) => {
    const provider = await serve((path) => (path === "/chat/completions" ? [status, "/v2"] : ANSWER));
    const events = await eventsAnswered(createOpenRouterModel, { baseUrl: provider.url });
    expect(readingOf(events).said).toEqual(SAID);
    expect(provider.heard[1]).toBe(provider.heard[0]);
  });
});
