import { openRouterRequestProblems, openRouterSdkCalls } from "@sendcat/vendor-judges";
import type { ModelEvent, ModelMessage, ModelReasoning, ModelRequest, ModelTool } from "@sendcat/shared-types";
import { afterAll, describe, expect, it } from "vitest";
import { createGenerationCosts } from "./costs/create-generation-costs.ts";
import { createOpenRouterModel } from "./create-openrouter-model.ts";
import { createPriceList } from "./prices/create-price-list.ts";
import { requestWith, simulatedProvider } from "./testing/simulated-provider.ts";

const TITLE_PAGE = { referer: "https://sendcat.test", title: "Sendcat" };
const options = { apiKey: "sk-or-v1-test", ...TITLE_PAGE };
const { simulator } = await simulatedProvider((baseUrl) => createOpenRouterModel({ ...options, baseUrl }));
afterAll(() => simulator.close());
const signal = new AbortController().signal;

const SYSTEM: ModelMessage = { role: "system", content: "You are a shopping assistant." };
const tools: readonly ModelTool[] = [
  {
    name: "search_web",
    description: "Searches the web.",
    inputSchema: { type: "object", properties: { max_results: { type: "number" } }, additionalProperties: false },
  },
];
const base = requestWith("");
const pictures = ["https://sendcat.test/shoe.webp", "data:image/png;base64,iVBORw0KGgo="];

const called = (reasoning?: ModelReasoning["fields"]): readonly ModelMessage[] => [
  SYSTEM,
  { role: "user", content: "Shoes?" },
  {
    role: "assistant",
    content: "",
    toolCalls: [{ callId: "call_1", name: "search_web", input: '{"query":"shoes"}' }],
    ...(reasoning ? { reasoning: { provider: base.provider, model: base.model, fields: reasoning } } : {}),
  },
  { role: "tool", callId: "call_1", name: "search_web", content: "Ten shops." },
];

/** Conversations by what is special in them. */
const CONVERSATIONS: Readonly<Record<string, readonly ModelMessage[]>> = {
  plain: [
    SYSTEM,
    { role: "user", content: "Shoes?" },
    { role: "assistant", content: "Which?" },
    { role: "user", content: "Red" },
  ],
  note: [SYSTEM, { role: "user", content: "Shoes?", note: "Today is 2026-11-30." }],
  pictures: [SYSTEM, { role: "user", content: "Like these?", pictures, note: "Today is 2026-11-30." }],
  "tool calls": called(),
  "sent-back reasoning": called({ reasoning: "They want shoes." }),
  "sent-back reasoning details": called({
    reasoning_details: [
      { type: "reasoning.text", text: "They want shoes.", signature: "c2ln", format: "anthropic-claude-v1", index: 0 },
      { type: "reasoning.encrypted", data: "c2lt", id: "call_1", format: "google-gemini-v1", index: 1 },
      { type: "reasoning.summary", summary: "Shoes.", index: 2 },
    ],
  }),
};

/** Every combination of what a request may have. */
const REQUESTS: readonly (readonly [string, ModelRequest])[] = Object.entries(CONVERSATIONS).flatMap(
  ([name, messages]) =>
    (["as-its-terms-say", "not-collected", "not-kept"] as const).flatMap((providerData) =>
      (["automatic", "marked"] as const).flatMap((promptCache) =>
        [{}, { tools }, { tools, toolChoice: "none" as const }].map(
          (offer) => [name, { ...base, messages, providerData, promptCache, ...offer }] as const,
        ),
      ),
    ),
);

interface Sent {
  readonly line: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Passes calls on to the simulator, and keeps them. */
function recording(): { readonly sent: Sent[]; readonly fetch: typeof fetch } {
  const sent: Sent[] = [];
  return {
    sent,
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const text = await request.clone().text();
      const body: unknown = text === "" ? null : JSON.parse(text);
      sent.push({ line: `${request.method} ${pathname}${search}`, headers: request.headers, body });
      return await fetch(request);
    },
  };
}

async function bodyOf(request: ModelRequest): Promise<unknown> {
  const { sent, fetch } = recording();
  await createOpenRouterModel({ ...options, baseUrl: simulator.url, fetch }).stream(request, { signal });
  return sent[0]?.body;
}

describe("what we send to OpenRouter, by the schemas of OpenRouter's own SDK", () => {
  it.each(REQUESTS.map(([name, request]) => ({ name, request })))(
    "is a request that OpenRouter publishes: $name, $request.providerData, $request.promptCache",
    async ({ request }) => {
      expect(openRouterRequestProblems(await bodyOf(request))).toEqual([]);
    },
  );

  it("sends reasoning back in the form in which it came", async () => {
    const request = { ...requestWith("[[sim:reasoning]] [[sim:tool-call tool-call=search_web]]"), tools };
    const answer = await createOpenRouterModel({ ...options, baseUrl: simulator.url }).stream(request, { signal });
    const events: ModelEvent[] = [];
    if (answer.ok) for await (const batch of answer.batches) events.push(...batch);
    const fields = events.find((event) => event.type === "reasoning-fields")?.fields;
    expect(fields).toBeDefined();
    expect(openRouterRequestProblems(await bodyOf({ ...request, messages: called(fields) }))).toEqual([]);
  });

  it("asks for chats, prices and costs at the addresses and with the headers of the SDK", async () => {
    const { sent, fetch } = recording();
    await createOpenRouterModel({ ...options, baseUrl: simulator.url, fetch }).stream(base, { signal });
    await createPriceList({ baseUrl: simulator.url, waitMs: 20_000, fetch }).refresh();
    await createGenerationCosts({ apiKey: options.apiKey, baseUrl: simulator.url, fetch }).costOf("gen-1 ?&");
    const theirs = await openRouterSdkCalls({ ...options, baseUrl: simulator.url, generationId: "gen-1 ?&" });
    expect(sent.map(({ line }) => line)).toEqual(theirs.map(({ line }) => line));
    const named = ["authorization", "content-type", "http-referer", "x-openrouter-title"];
    const [ours, sdk] = [sent[0]?.headers, theirs[0]?.headers];
    expect(named.map((name) => ours?.get(name))).toEqual(named.map((name) => sdk?.get(name)));
  });
});
