import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { generateText, streamText } from "ai";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { askSimulator, eventsOf, textOf } from "../testing/ask-simulator.ts";
import { completionText } from "./completion-text.ts";
import { createOpenRouterSimulator } from "./create-openrouter-simulator.ts";

const simulator = await createOpenRouterSimulator({ pace: { ttftMs: 0, tokensPerSecond: 0 }, generationDelayMs: 100 });
const { url } = simulator;
afterAll(() => simulator.close());
afterEach(() => simulator.reset());

const QUESTION = "Noise-cancelling headphones under US$100 to Kingston";
const expected = (text: string, model = "sim/shop") =>
  completionText({ model, messages: [{ role: "user", content: text }] });
const auth = { authorization: "Bearer sk-or-v1-test" };
const latest = () => simulator.requests().at(-1);

describe("a streamed answer", () => {
  it("has OpenRouter's shape: comment, deltas, finish, usage in its own chunk, [DONE]", async () => {
    const { headers, wire } = await askSimulator(url, QUESTION);
    expect(headers.get("content-type")).toBe("text/event-stream");
    expect(wire.startsWith(": OPENROUTER PROCESSING\n\n")).toBe(true);
    const events = eventsOf(wire);
    const id = headers.get("x-generation-id");
    expect(events[0]).toMatchObject({
      id,
      provider: "Simulated",
      model: "sim/shop",
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta: { role: "assistant" }, finish_reason: null, native_finish_reason: null }],
    });
    expect(events.at(-3)).toMatchObject({ choices: [{ delta: { content: "" }, finish_reason: "stop" }] });
    const usage = { prompt_tokens: expect.any(Number), completion_tokens: events.length - 3, cost: expect.any(Number) };
    expect(events.at(-2)).toMatchObject({ id, choices: [], usage });
    expect(events.at(-1)).toBe("[DONE]");
    expect(textOf(wire)).toBe(expected(QUESTION));
  });

  it("can be read by the AI SDK's own OpenRouter provider, streamed and whole, with its cost", async () => {
    const openrouter = createOpenRouter({ apiKey: "sk-or-v1-test", baseURL: url });
    const streamed = streamText({ model: openrouter.chat("sim/shop"), prompt: `${QUESTION} [[sim:reasoning]]` });
    expect(await streamed.text).toBe(expected(QUESTION));
    expect(await streamed.finishReason).toBe("stop");
    expect((await streamed.usage).outputTokens).toBeGreaterThan(50);
    const title = await generateText({
      model: openrouter.chat("google/gemini-2.5-flash"),
      instructions: "Answer with a title of at most 6 words for the conversation.",
      prompt: `user: ${QUESTION} [[sim:hang]]\n\nassistant: I found 4 options.`,
    });
    expect(title.text).toBe("Noise-cancelling headphones under US$100 to Kingston");
    expect(title.finalStep.providerMetadata?.["openrouter"]?.["usage"]).toMatchObject({ cost: expect.any(Number) });
  });

  it("sends a tool call in deltas that join to its arguments", async () => {
    const tools = [{ type: "function", function: { name: "search_products", parameters: {} } }];
    const { wire } = await askSimulator(url, "shoes [[sim:tool-call]]", { body: { tools } });
    const calls = JSON.stringify(eventsOf(wire));
    expect(calls).toContain('"name":"search_products"');
    expect(calls).toContain('"finish_reason":"tool_calls"');
  });

  it.each([
    ["index-0", [[{ index: 0, id: "id", function: { name: "search_web" } }], [{ index: 0 }]]],
    ["no-index", [[{ id: "id", function: { name: "search_web" } }], [{ function: { arguments: expect.any(String) } }]]],
    ["whole+no-id", [[{ index: 0, function: { name: "search_web", arguments: '{"query":"one 1"}' } }]]],
    ["object-arguments+empty-id", [[{ id: "", function: { arguments: { query: "one 1" } } }]]],
    ["early-id", [[{ index: 0, id: "id", type: "function" }], [{ function: { name: "search_web" } }]]],
    ["late-id", [[{ index: 0, function: { name: "search_web" } }]]],
    ["same-id+whole", [[{ id: "call_0" }]]],
  ])("sends tool calls in the shape %s, with the finish reason it is told", async (shape, pieces) => {
    const tools = [{ type: "function", function: { name: "search_web", parameters: {} } }];
    const ask = `[[sim:tool-call query=one+1 shape=${shape} tool-finish=stop]]`;
    const { wire } = await askSimulator(url, ask, { body: { tools } });
    const named = eventsOf(wire.replaceAll(/call_[0-9a-f]{12}_\d/g, "id"));
    expect(named.slice(0, pieces.length)).toMatchObject(
      pieces.map((tool_calls) => ({ choices: [{ delta: { tool_calls } }] })),
    );
    expect(wire).toContain('"finish_reason":"stop"');
    const { status } = await askSimulator(url, "[[sim:tool-call shape=square]]", { body: { tools } });
    expect(status).toBe(400);
  });

  it("sends one word a token in bench mode and repeats the question in echo mode", async () => {
    for (const model of ["sim/bench:tokens=7,ttft-ms=0", "sim/echo"]) {
      const { wire } = await askSimulator(url, "Uno 🌀 dos", { body: { model } });
      expect(textOf(wire)).toBe(expected("Uno 🌀 dos", model));
    }
    const { wire } = await askSimulator(url, "x", { body: { model: "sim/bench", sim: { tokens: 3 } } });
    expect(textOf(wire)).toBe("the parcel left ");
  });

  it("keeps its pace: a user sees an answer grow", async () => {
    const startedMs = performance.now();
    await askSimulator(url, "[[sim:bench tokens=20 ttft-ms=100 tokens-per-second=100]]");
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(280);
  });

  it("stops at max_tokens and says so", async () => {
    const { wire } = await askSimulator(url, QUESTION, { body: { max_tokens: 4 } });
    expect(eventsOf(wire)).toHaveLength(4 + 3);
    expect(wire).toContain('"finish_reason":"length"');
  });

  it("sends hundreds of streams at once without losing a character", async () => {
    const texts = Array.from({ length: 300 }, (_, n) => `[[sim:echo]] stream ${n} ${"word ".repeat(n % 40)}`);
    const answers = await Promise.all(texts.map((text) => askSimulator(url, text)));
    expect(answers.map(({ wire }) => textOf(wire))).toEqual(texts.map((text) => expected(text)));
  });
});

describe("a fault", () => {
  it.each(["400", "402", "403", "429", "502", "503"])("answers %s with OpenRouter's error text", async (fault) => {
    const { status, wire, headers } = await askSimulator(url, `hi [[sim:${fault} retry-after=3]]`);
    expect(status).toBe(Number(fault));
    expect(JSON.parse(wire)).toMatchObject({ error: { code: status, message: expect.any(String) } });
    expect(headers.get("retry-after")).toBe(status === 429 || status === 503 ? "3" : null);
    expect(latest()).toMatchObject({ outcome: "refused", status, tokensSent: 0 });
  });

  it("cuts, ends or damages a stream at the chosen token", async () => {
    const after = (text: string) => `[[sim:${text} after=3]] [[sim:bench tokens=9]]`;
    const cut = await askSimulator(url, after("cut-midstream"));
    expect(cut).toMatchObject({ status: 200, cut: true });
    expect(textOf(cut.wire)).toBe("the parcel left ");
    const broken = await askSimulator(url, after("error-midstream"));
    expect(eventsOf(broken.wire).at(-2)).toMatchObject({ error: { code: 502 }, choices: [{ finish_reason: "error" }] });
    const word = await askSimulator(url, after("error-midstream-word"));
    expect(eventsOf(word.wire).at(-2)).toMatchObject({ error: { code: "server_error" } });
    const damaged = await askSimulator(url, after("malformed-json"));
    expect(eventsOf(damaged.wire)[3]).toMatch(/^\{.*"content":"Wh$/);
    expect(damaged.wire).toContain("[DONE]");
  });

  it("can send one byte a packet, half characters, a megabyte, CR LF, no usage and no [DONE]", async () => {
    const bytes = await askSimulator(url, "[[sim:one-byte]] [[sim:echo]] 🌀");
    expect(textOf(bytes.wire)).toBe("🌀");
    expect(bytes.reads).toBeGreaterThan(50);
    expect(textOf((await askSimulator(url, "[[sim:split-utf8]] [[sim:echo]] café 🌀")).wire)).toBe("café 🌀");
    expect(textOf((await askSimulator(url, "hi [[sim:megabyte-chunk]]")).wire).length).toBeGreaterThan(1_048_576);
    expect((await askSimulator(url, "hi [[sim:crlf]]")).wire).not.toMatch(/[^\r]\n/);
    expect((await askSimulator(url, "hi [[sim:no-usage]]")).wire).not.toContain('"usage"');
    expect((await askSimulator(url, "hi [[sim:no-done]]")).wire).not.toContain("[DONE]");
  });

  it("reports a failure in the ways of other providers, or ends as if the answer were complete", async () => {
    const after = async (fault: string) => {
      const { wire } = await askSimulator(url, `[[sim:${fault} after=3]] [[sim:bench tokens=9]]`);
      expect(textOf(wire)).toBe("the parcel left ");
      return wire;
    };
    expect(eventsOf(await after("error-text")).at(-2)).toEqual({ error: expect.stringContaining("Rate limit") });
    expect(await after("error-event")).toContain('event: error\ndata: {"message":"Rate limit');
    const half = await after("done-midstream");
    expect(half).not.toMatch(/"finish_reason":"|"usage"/);
    expect(half).toMatch(/data: \[DONE\]\n\n$/);
    const unsaid = await askSimulator(url, "hi [[sim:pace finish=none]]");
    expect(unsaid.wire).not.toContain('"finish_reason":"');
    expect(unsaid.wire).toContain('"usage"');
  });

  it("sends events without content between the others", async () => {
    const { wire } = await askSimulator(url, "[[sim:heartbeats]] [[sim:bench tokens=3]]");
    expect(wire).toContain("data:\n\ndata: : OPENROUTER PROCESSING\n\nevent: ping\n");
    expect(textOf(wire)).toBe("the parcel left ");
  });

  it.each(["gzip", "deflate", "br"])("compresses with %s, flushing each token", async (coding) => {
    const { wire, headers, reads } = await askSimulator(
      url,
      `[[sim:${coding} tokens-per-second=50]] [[sim:bench tokens=5]]`,
    );
    expect(headers.get("content-encoding")).toBe(coding);
    expect(textOf(wire)).toBe("the parcel left Miami on ");
    expect(reads).toBeGreaterThan(3);
  });

  it("redirects to another address, where the answer is", async () => {
    const { wire, status } = await askSimulator(url, "[[sim:redirect]] [[sim:bench tokens=2]]");
    expect([status, textOf(wire)]).toEqual([200, "the parcel "]);
    expect(simulator.counts().complete).toBe(1);
  });

  it.each(["hang", "slow-first-token", "hang-midstream"])(
    "%s lasts until the client disconnects, and is counted",
    async (fault) => {
      const client = new AbortController();
      const answer = askSimulator(url, `hi [[sim:${fault} after=2]]`, { signal: client.signal }).catch(() => null);
      const sent = fault === "hang-midstream" ? 2 : 0;
      await expect.poll(() => latest()?.tokensSent).toBe(sent);
      expect(latest()?.outcome).toBe("running");
      client.abort();
      await answer;
      await expect.poll(() => latest()).toMatchObject({ outcome: "aborted", tokensSent: sent });
      expect(simulator.counts().aborted).toBe(1);
    },
  );

  it("comes by header and by body too; unknown names in brackets stay in the text", async () => {
    expect((await askSimulator(url, "hi", { headers: { "x-sim-fault": "503" } })).status).toBe(503);
    expect((await askSimulator(url, "hi", { body: { sim: { fault: "402" } } })).status).toBe(402);
    expect((await askSimulator(url, "hi", { headers: { "x-sim-fault": "flood" } })).status).toBe(400);
    expect((await askSimulator(url, "hi", { headers: { "x-sim-ttft-ms": "soon" } })).status).toBe(400);
    expect(textOf((await askSimulator(url, "[[sim:flood]] [[sim:echo]]")).wire)).toBe("[[sim:flood]]");
  });

  it("does not come again from an earlier message", async () => {
    const messages = [
      { role: "user", content: "hi [[sim:502]]" },
      { role: "user", content: "hello" },
    ];
    expect((await askSimulator(url, "", { body: { messages } })).status).toBe(200);
  });
});

describe("the other calls", () => {
  it("require a key, and answer 401 without one", async () => {
    const response = await fetch(`${url}/key`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: { code: 401, message: "No auth credentials found" } });
    expect((await fetch(`${url}/key`, { headers: auth })).status).toBe(200);
    expect((await fetch(`${url}/models`)).status).toBe(200);
    expect((await fetch(`${url}/nothing`, { headers: auth })).status).toBe(404);
  });

  it("refuse an invalid request with a clear message", async () => {
    for (const body of [
      "not json",
      "{}",
      '{"model":"sim/shop","messages":[]}',
      '{"model":"no/such","messages":[{"role":"user","content":"x"}]}',
    ]) {
      const response = await fetch(`${url}/chat/completions`, { method: "POST", headers: auth, body });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 400, message: expect.any(String) } });
    }
    expect(simulator.counts().total).toBe(0);
  });

  it("tell the real cost of a stopped answer, a little later", async () => {
    const client = new AbortController();
    const answer = askSimulator(url, "[[sim:hang-midstream after=7]] hi", { signal: client.signal }).catch(() => null);
    await expect.poll(() => latest()?.tokensSent).toBe(7);
    const ask = async () => await fetch(`${url}/generation?id=${latest()?.id}`, { headers: auth });
    expect((await ask()).status).toBe(404);
    client.abort();
    await answer;
    await expect.poll(async () => (await ask()).status, { timeout: 5_000 }).toBe(200);
    expect(await (await ask()).json()).toMatchObject({
      data: { id: latest()?.id, cancelled: true, streamed: true, tokens_completion: 7, total_cost: expect.any(Number) },
    });
  });
});

describe("the bill of an answer", () => {
  async function billed(directives: string) {
    const { wire, headers } = await askSimulator(url, `[[sim:bench tokens=20]] ${directives}`);
    const ask = async () => await fetch(`${url}/generation?id=${headers.get("x-generation-id")}`, { headers: auth });
    await expect.poll(async () => (await ask()).status, { timeout: 5_000 }).toBe(200);
    const { data } = (await (await ask()).json()) as { data: Record<string, unknown> };
    return { usage: eventsOf(wire).at(-2), generation: data };
  }

  it("is what the provider charges when the customer's own key is used, in the stream and later", async () => {
    const { usage, generation } = await billed("[[sim:byok]]");
    const upstream_inference_cost = expect.closeTo(0.000_01, 4);
    expect(usage).toMatchObject({ usage: { cost: 0, is_byok: true, cost_details: { upstream_inference_cost } } });
    expect(generation).toMatchObject({ total_cost: 0, usage: 0, is_byok: true, upstream_inference_cost });
  });

  it("has the cost that a directive sets, in the stream and in the generation", async () => {
    const { usage, generation } = await billed("[[sim:bill cost=999 generation-cost=7]]");
    expect([usage, generation]).toMatchObject([{ usage: { cost: 999 } }, { total_cost: 7 }]);
    expect((await billed("[[sim:bill usage=empty]]")).usage).toMatchObject({ usage: {} });
    expect((await billed("[[sim:bill usage=zeros]]")).usage).toMatchObject({
      usage: { cost: 0, completion_tokens: 0 },
    });
    expect((await billed("[[sim:bill usage=texts]]")).usage).toMatchObject({ usage: { completion_tokens: "20" } });
  });
});

describe("admin", () => {
  const admin = url.replace("/api/v1", "/admin");
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    await fetch(`${admin}/${path}`, { method: "POST", body: JSON.stringify(body), headers });

  it("queues faults for a number of requests, for one model, or until reset", async () => {
    await post("faults", { fault: "429", count: 2, retryAfter: 5 });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await askSimulator(url, "hi")).status);
    expect(statuses).toEqual([429, 429, 200]);
    await post("faults", { fault: "503", forever: true, model: "openai/gpt-4.1" });
    expect((await askSimulator(url, "hi")).status).toBe(200);
    for (let n = 0; n < 3; n++) {
      expect((await askSimulator(url, "hi", { body: { model: "openai/gpt-4.1" } })).status).toBe(503);
    }
    await post("reset", {});
    expect((await askSimulator(url, "hi", { body: { model: "openai/gpt-4.1" } })).status).toBe(200);
    // safe because a body of another shape fails the comparison
    const { counts } = (await (await fetch(`${admin}/requests`)).json()) as { counts: unknown };
    expect(counts).toMatchObject({ total: 1, complete: 1, refused: 0 });
  });

  it("keeps a queued fault for an answer: titles are asked for in the background, at no certain time", async () => {
    await post("faults", { fault: "502", count: 1 });
    const messages = [
      { role: "system", content: "Answer with a title." },
      { role: "user", content: "user: phones" },
    ];
    expect(textOf((await askSimulator(url, "", { body: { messages } })).wire)).toBe("Phones");
    expect((await askSimulator(url, "hi")).status).toBe(502);
  });

  it("sets the pace of all later answers", async () => {
    expect((await post("pace", { ttftMs: 150 })).status).toBe(200);
    const startedMs = performance.now();
    await askSimulator(url, "hi");
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(150);
  });

  it("changes nothing for an invalid order, nor for a page in a browser", async () => {
    expect((await post("faults", { fault: "flood" })).status).toBe(400);
    expect((await post("faults", { fault: "429", count: 0 })).status).toBe(400);
    expect((await post("pace", { tokensPerSecond: -1 })).status).toBe(400);
    expect((await post("faults", { fault: "429" }, { origin: "https://shop.example.com" })).status).toBe(403);
    expect((await askSimulator(url, "hi")).status).toBe(200);
  });
});
