import type { ModelEvent } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { eventsAnswered, directEventsOf, readingOf, sdkEventsOf } from "../testing/reading-of.ts";
import { requestWith } from "../testing/simulated-provider.ts";
import { createOpenRouterModel } from "../create-openrouter-model.ts";

const chunk = (fields: object) => `data: ${JSON.stringify({ id: "gen-1", model: "m", ...fields })}\n\n`;
const choice = (fields: object, more: object = {}) => chunk({ choices: [{ finish_reason: null, ...fields }], ...more });
const delta = (fields: object, more: object = {}) => choice({ index: 0, delta: fields }, more);
const FIGURES = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12, cost: 0.000_12 };
const endOf = (index: unknown) =>
  `${choice({ index, delta: { content: "" }, finish_reason: "stop" })}${chunk({ choices: [], usage: FIGURES })}data: [DONE]\n\n`;
const END = endOf(0);
const bytes = (wire: string) => [new TextEncoder().encode(wire)];
const SAID = [["text-delta", "Half an answer"]];
const USAGE = { inputTokens: 9, outputTokens: 3, reasoningTokens: 0, cachedInputTokens: 0, costMicroUsd: 120 };

const CALL = { id: "a", type: "function", function: { name: "search_web", arguments: '{"query":"one"}' } };

/** Each contains the text `Half an answer`. `sdk`: what the AI SDK does if it reads something else; then the SDK is the one that loses text. */
const WORDS: readonly (readonly [
  name: string,
  wire: string,
  sdk?: "fails" | "reads nothing" | "reads another choice",
])[] = [
  [
    "as a list of parts",
    delta({
      content: [
        { type: "text", text: "Half an " },
        { type: "text", text: "answer" },
      ],
    }),
    "fails",
  ],
  ["as a list of strings", delta({ content: ["Half an ", "answer"] }), "fails"],
  [
    "as parts between parts of other kinds",
    delta({
      content: [
        { type: "reference", reference_ids: [1] },
        { type: "text", text: "Half an answer" },
        { type: "image_url", image_url: { url: "data:," }, text: "no" },
        null,
        7,
      ],
    }),
    "fails",
  ],
  ["as a message", choice({ index: 0, message: { role: "assistant", content: "Half an answer" } }), "reads nothing"],
  [
    "as a delta, and again as a message",
    choice({ index: 0, delta: { content: "Half an " }, message: { content: "Half an " } }) +
      choice({ index: 0, delta: { content: "answer" }, message: { content: "Half an answer" } }),
  ],
  [
    "as deltas, and again as a complete answer",
    delta({ content: "Half an " }) +
      delta({ content: "answer" }) +
      choice({ index: 0, message: { content: "Half an answer" } }, { object: "chat.completion" }),
  ],
  ["as a refusal", delta({ content: null, refusal: "Half an " }) + delta({ refusal: "answer" }), "reads nothing"],
  ["in choice 1, the only one", choice({ index: 1, delta: { content: "Half an answer" } })],
  [
    "in choice 1 after an empty choice 0",
    choice({ index: 0, delta: { role: "assistant", content: "" } }) +
      choice({ index: 1, delta: { content: "Half an " } }) +
      choice({ index: 1, delta: { content: "answer" } }),
  ],
  ["in a choice whose index is a string", choice({ index: "0", delta: { content: "Half an answer" } }), "fails"],
  ["in a choice without an index", choice({ delta: { content: "Half an answer" } })],
  ["in a choice whose index is null", choice({ index: null, delta: { content: "Half an answer" } })],
  [
    "in one of two choices that alternate",
    choice({ index: 0, delta: { content: "Half an " } }) +
      choice({ index: 1, delta: { content: "Another" } }) +
      choice({ index: 0, delta: { content: "answer" } }),
    "reads another choice",
  ],
  [
    "in one of two choices in each chunk",
    chunk({
      choices: [
        { index: 0, delta: { content: "Half an answer" } },
        { index: 1, delta: { content: "Another" } },
      ],
    }),
  ],
  [
    "among unknown fields",
    chunk({
      "x-new": { content: "no", choices: [{ delta: { content: "no" } }] },
      object: "chat.completion.chunk.v2",
      choices: [
        { index: 0, "x-safety": [], delta: { channel: "final", content: "Half an answer", "x-audio": { id: 1 } } },
      ],
      system_fingerprint: null,
    }),
  ],
];

describe("text that arrives", () => {
  const all = WORDS.map(([name, wire, sdk = "reads the same"]) => [name, wire, sdk] as const);
  it.each(all)("%s is read", async (_, wire, sdk) => {
    const whole = bytes(wire + endOf(wire.includes('"index":1') && !wire.includes("Another") ? 1 : 0));
    const events = await directEventsOf(whole);
    const ending = wire.includes('"refusal"') ? "refusal" : "stop";
    expect(readingOf(events)).toEqual({ said: SAID, asked: [], usage: USAGE, ending });
    const theirs = readingOf(await sdkEventsOf(whole));
    if (sdk === "reads the same") expect(theirs).toEqual(readingOf(events));
    else if (sdk === "fails") expect(theirs.ending).toBe("error");
    else if (sdk === "reads nothing") expect(theirs.said).toEqual([]);
    else expect(theirs.said).toEqual([["text-delta", "Half an Anotheranswer"]]);
  });

  it("in chunks of any shape is read, as long as it is one string", async () => {
    for (const index of [1, "0", undefined]) {
      const wire = Array.from({ length: 50 }, (_, n) => choice({ index, delta: { content: `${n} ` } })).join("");
      const [first] = readingOf(await directEventsOf(bytes(wire + END))).said;
      expect(first?.[1]).toBe(Array.from({ length: 50 }, (_, n) => `${n} `).join(""));
    }
  });
});

describe("the lines of a stream", () => {
  const WIRE = `: hello\n\n${delta({ content: "Half an " })}event: message\n${delta({ content: "answer" })}${END}`;
  const ends = ["\r\n", "\n", "\r\n", "\r"];
  let at = 0;
  it.each([
    ["CR", WIRE.replaceAll("\n", "\r")],
    ["CR LF", WIRE.replaceAll("\n", "\r\n")],
    ["all three mixed", WIRE.replaceAll("\n", () => ends[at++ % ends.length] ?? "\n")],
  ])("may end with %s, wherever the packets are cut", async (_, wire) => {
    const [all = new Uint8Array()] = bytes(wire);
    const theirs = readingOf(await sdkEventsOf([all]));
    for (const parts of [[all], [...all].map((byte) => Uint8Array.of(byte))]) {
      const reading = readingOf(await directEventsOf(parts));
      expect(reading).toEqual({ said: SAID, asked: [], usage: USAGE, ending: "stop" });
      expect(reading).toEqual(theirs);
    }
  });

  it("that end with CR are read at once, without waiting for a line feed that may never come", async () => {
    let give: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (give = controller) });
    const model = createOpenRouterModel({
      apiKey: "k",
      baseUrl: "http://provider.test",
      fetch: async () => new Response(body, { headers: { "content-type": "text/event-stream" } }),
    });
    const answer = await model.stream(requestWith(""), { signal: new AbortController().signal });
    if (!answer.ok) throw new Error("refused");
    give?.enqueue(new TextEncoder().encode(delta({ content: "At once" }).replaceAll("\n", "\r")));
    const reader = answer.batches.getReader();
    expect((await reader.read()).value).toEqual([{ type: "text-delta", text: "At once" }]);
    await reader.cancel();
  });
});

describe("data that is not an object", () => {
  it.each(["5", '"text"', "[]", "null", "true", "[1]", '""', "0"])("%s is ignored, wherever it comes", async (data) => {
    const odd = `data: ${data}\n\n`;
    const wire =
      odd +
      delta({ content: "Half an " }) +
      odd +
      delta({ content: "answer" }) +
      odd +
      END.replace("data: [DONE]", `${odd}data: [DONE]`);
    expect(readingOf(await directEventsOf(bytes(wire)))).toMatchObject({ said: SAID, usage: USAGE, ending: "stop" });
    // The AI SDK treats each of them as a broken stream, even null and heartbeats.
    expect(readingOf(await sdkEventsOf(bytes(wire))).ending).toBe("error");
    expect((await directEventsOf(bytes(`${odd}data: [DONE]\n\n`))).at(-1)).toMatchObject({ type: "error" });
  });

  const RATE = { code: "provider_unavailable", scope: "provider.rate" };
  it.each([
    ['"Rate limit exceeded. Please retry shortly."', RATE],
    ["Rate limit exceeded. Please retry shortly.", RATE],
    ['"An error occurred"', { code: "upstream_error" }],
    ["Internal Server Error", { code: "upstream_error" }],
    ["429", RATE],
    ['[{"error":{"code":429,"message":"slow down","status":"RESOURCE_EXHAUSTED"}}]', RATE],
  ])("%s is read as an error", async (data, refusal) => {
    const events = await directEventsOf(bytes(`${delta({ content: "Half an answer" })}data: ${data}\n\n${END}`));
    expect(readingOf(events).said).toEqual(SAID);
    expect(events.at(-1)).toMatchObject({ type: "error", refusal });
  });

  it("is not read as a rate limit if it is the rest of the model's own text", async () => {
    const torn = `data: {"choices":[{"delta":{"content":"The rate limit of this card\n\n`;
    const events = await directEventsOf(bytes(delta({ content: "Half an answer" }) + torn + END));
    expect(events.at(-1)).toMatchObject({ type: "error", refusal: { code: "upstream_error" } });
  });
});

describe("a complete answer that comes instead of a stream", () => {
  const message = { role: "assistant", content: "Half an answer", refusal: null, reasoning: "Hm." };
  const body = (fields: object = {}, more: object = {}) => ({
    id: "gen-1",
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason: "stop", ...fields }],
    usage: FIGURES,
    ...more,
  });
  const read = async (json: unknown, type = "application/json") =>
    await eventsAnswered(createOpenRouterModel, { body: typeof json === "string" ? json : JSON.stringify(json), type });

  it.each(["application/json", "application/json; charset=utf-8", "text/plain", "Application/JSON"])(
    "is read with its usage, as %s",
    async (type) => {
      const events = await read(body(), type);
      expect(readingOf(events)).toEqual({
        said: [["reasoning-delta", "Hm."], ...SAID],
        asked: [],
        usage: USAGE,
        ending: "stop",
      });
    },
  );

  it("keeps its tool calls and its finish reason", async () => {
    const calls = { finish_reason: "tool_calls", message: { content: null, tool_calls: [CALL] } };
    expect(readingOf(await read(body(calls)))).toMatchObject({
      asked: [["search_web", { query: "one" }]],
      usage: USAGE,
    });
    for (const [said, ending] of [
      ["length", "length"],
      ["content_filter", "content-filter"],
      [null, "other"],
    ] as const)
      expect(readingOf(await read(body({ finish_reason: said })))).toMatchObject({ usage: USAGE, ending });
  });

  it.each([
    ["is an error", { error: { code: 429, message: "slow" } }],
    ["is an error with empty choices", body({}, { choices: [], error: { code: 429, message: "slow" } })],
    ["has no choice", body({}, { choices: [] })],
    ["is an HTML page", "<html>"],
    ["is cut", JSON.stringify(body()).slice(0, -20)],
    ["is a list", "[]"],
    ["is empty", ""],
  ])("fails if it %s", async (_, json) => {
    expect((await read(json)).at(-1)).toMatchObject({ type: "error" });
  });

  it("is not read at all by the AI SDK, so we lose nothing that it reads", async () => {
    const { createAiSdkModel } = await import("../reference/create-ai-sdk-model.ts");
    const theirs = await eventsAnswered(createAiSdkModel, { body: JSON.stringify(body()), type: "application/json" });
    expect(readingOf(theirs).said).toEqual([]);
  });

  it("fails if it is longer than the limit", async () => {
    const long = body({ message: { content: "x".repeat(5 * 1_048_576) } });
    expect(await read(long)).toMatchObject([{ type: "error" }]);
  });
});

describe("the name of a tool", () => {
  const asks = async (...pieces: readonly object[]) => {
    const wire = pieces.map((piece) => delta({ content: null, tool_calls: [piece] })).join("");
    return await directEventsOf(bytes(wire + END.replace('"stop"', '"tool_calls"')));
  };
  const named = (name: string, text = "", index = 0) => ({
    index,
    type: "function",
    function: { name, arguments: text },
  });
  const callsOf = (events: readonly ModelEvent[]) => readingOf(events).asked;
  const one = ["search_web", { query: "one" }];
  const ARGS = '{"query":"one"}';

  it.each<[string, readonly object[]]>([
    ["in two pieces", [{ ...named("search_"), id: "a" }, named("web"), named("", ARGS)]],
    ["in two pieces, the second with the arguments", [{ ...named("sea"), id: "a" }, named("rch_web", ARGS)]],
    ["in pieces that each repeat the beginning", [{ ...named("search"), id: "a" }, named("search_web", ARGS)]],
    ["twice", [{ ...named("search_web"), id: "a" }, named("search_web"), named("search_web", ARGS)]],
    [
      "under the same id",
      [
        { ...named("search_"), id: "a" },
        { ...named("web", ARGS), id: "a" },
      ],
    ],
    ["with indexes that start at 1", [{ ...named("search_", "", 1), id: "a" }, named("web", ARGS, 1)]],
  ])("that comes %s is put together to the offered name", async (_, pieces) => {
    const events = await asks(...pieces);
    expect(callsOf(events)).toEqual([one]);
    expect(events.filter(({ type }) => type === "tool-call-start")).toEqual([
      { type: "tool-call-start", callId: "a", name: "search_web" },
    ]);
  });

  it("of another tool begins another call", async () => {
    const two = await asks(named("search_web"), named("search_products"), named("", ARGS));
    expect(callsOf(two)).toEqual([
      ["search_web", {}],
      ["search_products", { query: "one" }],
    ]);
    const byId = await asks({ ...named("search_web"), id: "a" }, { ...named("search_products", ARGS), id: "b" });
    expect(callsOf(byId)).toHaveLength(2);
  });
});
