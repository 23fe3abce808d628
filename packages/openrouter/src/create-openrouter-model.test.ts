import { createServer } from "node:http";
import { modelContract } from "@sendcat/port-contracts";
import { DEFAULT_POLICY, type ModelEvent, type ModelFailure, type ModelRequest } from "@sendcat/shared-types";
import { afterAll, describe, expect, it } from "vitest";
import { requestWith, simulatedProvider, wholeText } from "./testing/simulated-provider.ts";
import { createOpenRouterModel } from "./create-openrouter-model.ts";

const { simulator, harness } = await simulatedProvider((baseUrl) =>
  createOpenRouterModel({ apiKey: "sk-or-v1-test", baseUrl }),
);
afterAll(() => simulator.close());
const { model } = harness;
const signal = new AbortController().signal;

modelContract("direct, against the simulator", async () => harness);

async function eventsOf(request: ModelRequest): Promise<readonly ModelEvent[]> {
  const answer = await model.stream(request, { signal });
  if (!answer.ok) throw new Error("refused", { cause: answer });
  const events: ModelEvent[] = [];
  for await (const batch of answer.batches) events.push(...batch);
  return events;
}

/** What the provider says an answer cost; null until it knows. */
async function generationCostUsd(id: string): Promise<number | null> {
  const response = await fetch(`${simulator.url}/generation?id=${id}`, { headers: { authorization: "Bearer k" } });
  if (response.status !== 200) return null;
  // safe because a body of another shape fails the comparison
  return ((await response.json()) as { data: { total_cost: number } }).data.total_cost;
}

const textOf = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

describe("the OpenRouter model", () => {
  it.each(["one-byte", "split-utf8", "crlf", "no-done", "no-usage", "megabyte-chunk", "reasoning"])(
    "reads every character of an answer in spite of %s",
    async (fault) => {
      const request = requestWith(`[[sim:${fault}]]`);
      const events = await eventsOf(request);
      expect(textOf(events)).toBe(wholeText(request));
      expect(events.at(-1)).toEqual({ type: "finish", reason: "stop" });
    },
  );

  it.each([
    "malformed-json after=3",
    "error-midstream after=3",
    "error-midstream-word after=3",
    "cut-midstream after=3",
  ])("keeps the text before %s, and ends with an error", async (fault) => {
    const request = requestWith(`[[sim:${fault}]]`);
    const events = await eventsOf(request);
    expect(textOf(events)).not.toBe("");
    expect(wholeText(request).startsWith(textOf(events))).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: "error", refusal: { code: "upstream_error" } });
  });

  it("ends empty, truncated and filtered answers with their own finish reasons", async () => {
    expect((await eventsOf(requestWith("[[sim:empty]]"))).at(-1)).toEqual({ type: "finish", reason: "stop" });
    const events = await eventsOf({ ...requestWith(""), maxOutputTokens: 5 });
    expect(events.at(-1)).toEqual({ type: "finish", reason: "length" });
    expect((await eventsOf(requestWith("[[sim:pace finish=content_filter]]"))).at(-1)).toEqual({
      type: "finish",
      reason: "content-filter",
    });
  });

  it.each([
    [400, { retryable: false, refusal: { code: "upstream_error" } }],
    [401, { retryable: false, refusal: { code: "provider_unavailable", scope: "provider.key" } }],
    [402, { retryable: false, refusal: { code: "provider_unavailable", scope: "provider.credits" } }],
    [403, { retryable: false, refusal: { code: "blocked", scope: "provider.moderation" } }],
    [404, { retryable: true, refusal: { code: "provider_unavailable", scope: "provider.model" } }],
    [408, { retryable: true, refusal: { code: "upstream_timeout" } }],
    [500, { retryable: true, refusal: { code: "upstream_error" } }],
    [502, { retryable: true, refusal: { code: "upstream_error" } }],
    [503, { retryable: true, refusal: { code: "provider_unavailable", retryAfterMs: 9_000 } }],
    [504, { retryable: true, refusal: { code: "upstream_timeout" } }],
    [529, { retryable: true, refusal: { code: "provider_unavailable" } }],
  ])("turns status %i into a refusal, without the provider's error text", async (status, expected) => {
    const answer = await model.stream(requestWith(`[[sim:${status} retry-after=9]]`), { signal });
    // safe because `rest` is compared with a whole failure
    const { cause, ...rest } = answer as ModelFailure;
    expect(rest).toEqual({ ok: false, ...expected });
    expect(String(cause)).toContain(String(status));
  });

  it("reports the same cost in the stream as the provider's generation endpoint", async () => {
    const request = requestWith("");
    const events = await eventsOf(request);
    const usage = events.find((event) => event.type === "usage")?.usage;
    const id = simulator.requests().find(({ user }) => user === request.user)?.id ?? "";
    await expect.poll(() => generationCostUsd(id), { timeout: 10_000 }).not.toBeNull();
    expect(usage?.costMicroUsd).toBe(Math.ceil(Number((((await generationCostUsd(id)) ?? 0) * 1_000_000).toFixed(6))));
  });

  it("reuses a turn's connection for the next one: a new handshake would delay the answer", async () => {
    const clients = new Set<number | undefined>();
    const server = createServer((request, response) => {
      clients.add(request.socket.remotePort);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
      setImmediate(() => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const local = createOpenRouterModel({ apiKey: "k", baseUrl: `http://127.0.0.1:${port}` });
    let turns = 0;
    for (; turns < 10 && clients.size === turns; turns++) {
      const answer = await local.stream(requestWith(""), { signal });
      if (answer.ok) for await (const batch of answer.batches) expect(batch.length).toBeGreaterThan(0);
    }
    server.closeAllConnections();
    server.close();
    expect(clients.size).toBeLessThan(turns);
  });

  it.each([
    [
      "an error under status 200",
      `{"error":{"code":429,"message":"slow"}}`,
      { code: "provider_unavailable", scope: "provider.rate" },
    ],
    ["a proxy's HTML page", "<html>", { code: "upstream_error" }],
  ])("refuses %s", async (_, body, refusal) => {
    const odd = createOpenRouterModel({
      apiKey: "k",
      baseUrl: "http://provider.test",
      fetch: async () => new Response(body, { headers: { "content-type": "application/json" } }),
    });
    expect(await odd.stream(requestWith(""), { signal })).toMatchObject({ ok: false, retryable: true, refusal });
  });

  it("limits the wait for an error body and its size", async () => {
    const failing = (body: ReadableStream<Uint8Array>) =>
      createOpenRouterModel({
        apiKey: "k",
        baseUrl: "http://provider.test",
        fetch: async () => new Response(body, { status: 502 }),
      });
    const silent = failing(new ReadableStream());
    const endless = failing(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }));
    for (const broken of [silent, endless]) {
      expect(await broken.stream(requestWith(""), { signal })).toMatchObject({ ok: false, retryable: true });
    }
  });

  it("refuses the request if the provider's price is above the request's maximum", async () => {
    const request = requestWith("");
    const dearer = { ...request, maxPrices: { inputMicroUsdPerMTokens: 299_999, outputMicroUsdPerMTokens: 2_500_000 } };
    expect(await model.stream(dearer, { signal })).toMatchObject({
      ok: false,
      retryable: true,
      refusal: { code: "provider_unavailable", scope: "provider.model" },
    });
  });

  it.each([
    ["as-its-terms-say", { dataCollection: "allow", zdr: false }],
    ["not-collected", { dataCollection: "deny", zdr: false }],
    ["not-kept", { dataCollection: "deny", zdr: true }],
  ] as const)("asks only hosts of the model that keep to %s", async (providerData, asked) => {
    const request = { ...requestWith(""), providerData };
    await eventsOf(request);
    expect(simulator.requests().find(({ user }) => user === request.user)).toMatchObject(asked);
  });

  it("finds every model of the policy at the simulator, so that a demo without a key has no unknown model", async () => {
    const response = await fetch(`${simulator.url}/models`);
    // safe because a body of another shape fails the comparison
    const { data } = (await response.json()) as { data: { id: string }[] };
    const listed = data.map(({ id }) => id);
    const routes = Object.values(DEFAULT_POLICY.models).flatMap((entry) => entry.routes.map((route) => route.model));
    expect(listed).toEqual(expect.arrayContaining(routes));
  });
});
