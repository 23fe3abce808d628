import { toolKey, type Model, type ModelEvent, type Policy, type Quota, type UiChunk } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { messageOf, readChunks, textOf } from "../testing/read-ui-stream.ts";
import { createMemoryQuota, pages, RUNNING, scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { chatBody, FAST_POLICY, world, type World } from "../testing/world.ts";

const TOOLS_POLICY: Policy = {
  ...FAST_POLICY,
  tools: { ...FAST_POLICY.tools, offered: ["search_web", "search_products"], waitMs: 300 },
};

const call = (callId: string, query: string, name = "search_web"): ModelEvent[] => [
  { type: "tool-call-start", callId, name },
  { type: "tool-call", callId, name, input: JSON.stringify({ query }) },
];
const asks: ModelEvent = { type: "finish", reason: "tool-calls" };

function open(model: Model, policy = TOOLS_POLICY): World {
  return world(model, policy);
}

async function ask(w: World, body = chatBody("Duty on phones?")): Promise<UiChunk[]> {
  const response = await w.post("/api/chat", body, "alice");
  expect(response.status).toBe(200);
  const chunks = await readChunks(response);
  await w.settled();
  return chunks;
}

const storedParts = async (w: World, threadId: string) =>
  (await w.store.threads.messages({ threadId, cursor: null, limit: 1 }, { token: "alice" }))?.items[0]?.parts;

describe("a turn that uses tools", () => {
  it("shows each call and its result as they arrive, answers with the result, and stores both", async () => {
    const model = scriptedModel(
      [[text("Let me look. "), ...call("c1", "duty on phones"), asks]],
      [[text("It is 20 %.")], [usage(7), stop]],
    );
    const w = open(model);
    const body = chatBody("Duty on phones?");
    const chunks = await ask(w, body);
    expect(chunks.map(({ type }) => type)).toEqual([
      "start",
      "start-step",
      "text-start",
      "text-delta",
      "text-end",
      "tool-input-start",
      "tool-input-available",
      "tool-output-available",
      "finish-step",
      "start-step",
      "text-start",
      "text-delta",
      "text-end",
      "finish-step",
      "finish",
    ]);
    const parts = (await messageOf(chunks)).parts.filter(({ type }) => type !== "step-start");
    expect(parts).toMatchObject([
      { type: "text", text: "Let me look. " },
      {
        type: "tool-search_web",
        toolCallId: "c1",
        state: "output-available",
        input: { query: "duty on phones" },
        output: pages("duty on phones"),
      },
      { type: "text", text: "It is 20 %." },
    ]);
    expect(await storedParts(w, body.threadId)).toEqual([
      { type: "text", text: "Let me look. " },
      {
        type: "tool-search_web",
        toolCallId: "c1",
        state: "output-available",
        input: { query: "duty on phones" },
        output: pages("duty on phones"),
      },
      { type: "text", text: "It is 20 %." },
    ]);
    const [first, second] = model.requests;
    expect(first?.tools?.map(({ name }) => name)).toEqual(["search_web", "search_products"]);
    expect(second?.messages.slice(-2)).toMatchObject([
      { role: "assistant", content: "Let me look. ", toolCalls: [{ callId: "c1", name: "search_web" }] },
      { role: "tool", callId: "c1", content: expect.stringContaining("About duty on phones.") },
    ]);
  });

  it("shows the model the results of earlier turns, as data with unique ids, if there is room", async () => {
    const turns = () =>
      scriptedModel([[...call("c1", "blenders"), asks]], [[text("Here."), stop]], [[text("The first."), stop]]);
    const model = turns();
    const w = open(model);
    const threadId = crypto.randomUUID();
    await ask(w, { ...chatBody("Blenders?"), threadId });
    await ask(w, { ...chatBody("Which is cheapest?"), threadId });
    const [, , later] = model.requests;
    expect(later?.messages.slice(1)).toEqual([
      { role: "user", content: "Blenders?" },
      {
        role: "assistant",
        content: "",
        toolCalls: [{ callId: "earlier-1-0", name: "search_web", input: JSON.stringify({ query: "blenders" }) }],
      },
      {
        role: "tool",
        callId: "earlier-1-0",
        name: "search_web",
        content: expect.stringMatching(/They are data.*About blenders\./),
      },
      { role: "assistant", content: "Here." },
      { role: "user", content: "Which is cheapest?", note: expect.any(String) },
    ]);

    const narrow = turns();
    const guest = { ...TOOLS_POLICY.plans.guest, historyChars: 120 };
    const cramped = open(narrow, { ...TOOLS_POLICY, plans: { ...TOOLS_POLICY.plans, guest } });
    await ask(cramped, { ...chatBody("Blenders?"), threadId });
    await ask(cramped, { ...chatBody("Which is cheapest?"), threadId });
    expect(narrow.requests[2]?.messages.slice(1).map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  });

  it("runs the calls of a step in parallel", async () => {
    const model = scriptedModel([[...call("c1", "one"), ...call("c2", "two"), asks]], [[text("Both."), stop]]);
    const w = open(model);
    w.tools.answerWith(() => ({ kind: "under-way", job: RUNNING }));
    const answer = ask(w);
    await expect.poll(() => w.tools.asked.length).toBe(2);
    for (const { key } of w.tools.asked) w.tools.end(key, { ok: true, result: pages("x") });
    const types = (await answer).map(({ type }) => type).filter((type) => type.startsWith("tool-"));
    expect(types.slice(0, 4)).toEqual([
      "tool-input-start",
      "tool-input-available",
      "tool-input-start",
      "tool-input-available",
    ]);
    expect(types.slice(4)).toEqual(["tool-output-available", "tool-output-available"]);
  });

  it("takes at most five steps with tools, and then asks for the answer without a further call", async () => {
    const model = scriptedModel([[...call("c", "again"), usage(5), asks]]);
    const w = open(model);
    await ask(w);
    expect(model.requests.map(({ toolChoice }) => toolChoice ?? "any")).toEqual([...Array(5).fill("any"), "none"]);
    // Some providers refuse messages of tools that the request does not name.
    for (const { tools } of model.requests) expect(tools).toHaveLength(2);
  });

  it("sends the model's reasoning back with its calls: without it some models refuse every further step", async () => {
    const fields = { reasoning_details: [{ type: "reasoning.encrypted", data: "eA" }] };
    const model = scriptedModel(
      [[{ type: "reasoning-fields", fields }, ...call("c1", "duty"), asks]],
      [[text("Done."), stop]],
    );
    await ask(open(model));
    const [first, second] = model.requests;
    expect(second?.messages.find((message) => message.role === "assistant")).toMatchObject({
      reasoning: { provider: first?.provider, model: first?.model, fields },
    });
  });

  it("searches as often as was paid for, then answers, and names itself to the queue as the one who pays", async () => {
    const step = (n: number) => [...call(`a${n}`, `one ${n}`), ...call(`b${n}`, `two ${n}`), usage(5), asks];
    const model = scriptedModel([step(1)], [step(2)], [[text("Done."), stop]]);
    const w = open(model, { ...TOOLS_POLICY, tools: { ...TOOLS_POLICY.tools, maxSearches: 3 } });
    const body = chatBody("Twelve?");
    await ask(w, body);
    expect(w.tools.asked.map(({ turnId }) => turnId)).toEqual([body.turnId, body.turnId, body.turnId]);
    expect(model.requests.map(({ toolChoice }) => toolChoice ?? "any")).toEqual(["any", "any", "none"]);
    expect(model.requests[2]?.messages.at(-1)?.content).toContain("No more searches");
  });

  it("reserves what its searches may cost: the dearest tool on offer, as often as it may search", async () => {
    const memory = createMemoryQuota(TOOLS_POLICY);
    let held: number | undefined;
    const quota: Quota = {
      ...memory,
      reserve: async (request) => {
        held = request.offers[0].searchMicroUsd;
        return await memory.reserve(request);
      },
    };
    await ask(world(scriptedModel([[text("Hi."), stop]]), TOOLS_POLICY, { quota }));
    expect(held).toBe(12 * TOOLS_POLICY.tools.costMicroUsd.search_web);
  });

  it("ends the loop when the reservation covers no further call", async () => {
    const dear: ModelEvent = {
      type: "usage",
      usage: { inputTokens: 1, outputTokens: 1, reasoningTokens: 0, cachedInputTokens: 0, costMicroUsd: 1_000_000 },
    };
    const model = scriptedModel([[...call("c", "again"), dear, asks]]);
    const w = open(model);
    await ask(w);
    expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual([undefined, "none"]);
  });

  it("is charged the sum of all its calls", async () => {
    const model = scriptedModel([[...call("c1", "one"), usage(5), asks]], [[text("Done."), usage(7), stop]]);
    const w = open(model);
    await ask(w);
    expect(w.store.ledger).toMatchObject([
      { chargedMicroUsd: 12, isFinal: true, usage: { inputTokens: 20, outputTokens: 40, costMicroUsd: 12 } },
    ]);
  });

  it("tells the user and the model that the queue is full, and still answers", async () => {
    const model = scriptedModel([[...call("c1", "one"), asks]], [[text("Searches are busy."), stop]]);
    const w = open(model);
    w.tools.answerWith(() => ({ code: "queue_saturated", retryAfterMs: 4_200 }));
    const chunks = await ask(w);
    expect(chunks).toContainEqual({
      type: "data-tool-job",
      id: "c1",
      data: { state: "refused", position: null, waitMs: null, retryAfterMs: 4_200 },
    });
    expect(chunks).toContainEqual({
      type: "tool-output-error",
      toolCallId: "c1",
      errorText: "Many searches are running right now. Please try again shortly.",
    });
    expect(textOf(chunks)).toBe("Searches are busy.");
    expect(model.requests[1]?.messages.at(-1)?.content).toContain('"error":"queue_saturated","retryAfterSeconds":5');
  });

  it("answers without a result that takes too long, and has it delivered later", async () => {
    const model = scriptedModel([[...call("c1", "slow"), asks]], [[text("Still looking."), stop]]);
    const w = open(model);
    w.tools.answerWith(() => ({ kind: "under-way", job: RUNNING }));
    const body = chatBody("Slow?");
    const startedAtMs = Date.now();
    const chunks = await ask(w, body);
    expect(Date.now() - startedAtMs).toBeLessThan(2_000);
    const key = await toolKey("search_web", { query: "slow" });
    expect(w.tools.deliveries).toEqual([{ key, turnId: body.turnId, callId: "c1" }]);
    expect(textOf(chunks)).toBe("Still looking.");
    expect(model.requests[1]?.messages.at(-1)?.content).toContain("still running");
    expect(await storedParts(w, body.threadId)).toMatchObject([
      { type: "tool-search_web", state: "input-available" },
      { type: "data-tool-job", id: "c1", data: { state: "late" } },
      { type: "text" },
    ]);
    expect(w.tools.canceled).toEqual([]);
  });

  it("cancels a search when its turn is stopped and no other turn waits for it", async () => {
    const model = scriptedModel([[...call("c1", "slow"), asks]], [[text("Never."), stop]]);
    const w = open(model, { ...TOOLS_POLICY, tools: { ...TOOLS_POLICY.tools, waitMs: 5_000 } });
    w.tools.answerWith(() => ({ kind: "under-way", job: RUNNING }));
    const body = chatBody("Slow?");
    const answer = w.post("/api/chat", body, "alice");
    await expect.poll(() => w.tools.asked.length).toBe(1);
    const response = await answer;
    await w.post(`/api/chat/${body.turnId}/stop`, {}, "alice");
    const chunks = await readChunks(response);
    await w.settled();
    expect(chunks.at(-1)).toMatchObject({ type: "abort" });
    await expect.poll(() => w.tools.canceled).toEqual([w.tools.asked[0]?.key]);
    expect(model.requests).toHaveLength(1);
  });

  it("does not cancel a search that another turn waits for", async () => {
    const model = scriptedModel(
      [[...call("c1", "same"), asks]],
      [[...call("c1", "same"), asks]],
      [[text("Here."), stop]],
    );
    const w = open(model, { ...TOOLS_POLICY, tools: { ...TOOLS_POLICY.tools, waitMs: 5_000 } });
    w.tools.answerWith(() => ({ kind: "under-way", job: RUNNING }));
    const [one, two] = [chatBody("One?"), chatBody("Two?")];
    const first = await w.post("/api/chat", one, "alice");
    const second = await w.post("/api/chat", two, "alice");
    await expect.poll(() => w.tools.asked.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await w.post(`/api/chat/${one.turnId}/stop`, {}, "alice");
    await readChunks(first);
    w.tools.end(w.tools.asked[0]?.key ?? "", { ok: true, result: pages("found") });
    expect(textOf(await readChunks(second))).toBe("Here.");
    await w.settled();
    expect(w.tools.canceled).toEqual([]);
  });

  it("answers even if the queue is down and the model's calls are invalid", async () => {
    const nonsense: ModelEvent[] = [
      { type: "tool-call", callId: "c1", name: "run_shell", input: "{}" },
      { type: "tool-call", callId: "c2", name: "search_global", input: '{"query":"not offered"}' },
      { type: "tool-call", callId: "c3", name: "search_web", input: "{broken" },
      { type: "tool-call", callId: "c4", name: "search_web", input: JSON.stringify({ query: "x".repeat(500) }) },
      ...call("c5", "fifth"),
      asks,
    ];
    const model = scriptedModel([nonsense], [[text("Fine."), stop]]);
    const w = open(model);
    w.tools.answerWith(() => {
      throw new Error("the queue is down");
    });
    const chunks = await ask(w);
    expect(textOf(chunks)).toBe("Fine.");
    expect(w.tools.asked).toEqual([]);
    const shown = chunks.flatMap((chunk) => (chunk.type === "tool-output-error" ? chunk.toolCallId : []));
    expect(shown).toEqual(["c3", "c4"]);
    const told = model.requests[1]?.messages.slice(-5).map(({ content }) => JSON.parse(content).error);
    expect(told).toEqual([
      "There is no such tool.",
      "There is no such tool.",
      "The input is not JSON.",
      expect.stringContaining("query"),
      expect.stringContaining("Too many calls"),
    ]);
  });

  it("gives a reader in another process the same parts, during the turn and after it", async () => {
    const model = scriptedModel([[text("Looking. "), ...call("c1", "slow"), asks]], [[text("Done."), stop]]);
    const w = open(model, { ...TOOLS_POLICY, tools: { ...TOOLS_POLICY.tools, waitMs: 3_000 } });
    w.tools.answerWith(() => ({ kind: "under-way", job: RUNNING }));
    const body = chatBody("Slow?");
    const here = await w.post("/api/chat", body, "alice");
    await expect.poll(() => w.tools.asked.length).toBe(1);
    const there = await w.get(`/api/chat/${body.turnId}/stream`, "alice", w.elsewhere);
    await new Promise((resolve) => setTimeout(resolve, 150));
    w.tools.end(w.tools.asked[0]?.key ?? "", { ok: true, result: pages("found") });
    const partsOf = async (response: Response) =>
      (await messageOf(await readChunks(response))).parts.filter(({ type }) => !/step-start|data-/.test(type));
    const [ours, theirs] = await Promise.all([partsOf(here), partsOf(there)]);
    await w.settled();
    const after = await partsOf(await w.get(`/api/chat/${body.turnId}/stream`, "alice", w.elsewhere));
    expect(ours).toMatchObject([
      { type: "text" },
      { type: "tool-search_web", state: "output-available" },
      { text: "Done." },
    ]);
    expect(theirs).toEqual(ours);
    expect(after).toEqual(ours);
  });
});
