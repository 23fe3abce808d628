// @vitest-environment edge-runtime
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { cleanTitle } from "./model/titles/cleanTitle.ts";
import { converse, openDeployment } from "./model/platform/deployment.fixture.ts";
import { titleFromPrompt } from "./model/titles/titleFromPrompt.ts";

/** OpenRouter's answer to chat completions, and the requests it got. */
let reply: { readonly status: number; readonly content: string; readonly bill?: object };
let asked: string[] = [];

async function provider(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  expect(String(url)).toBe("https://openrouter.test/api/v1/chat/completions");
  asked.push(String(init?.body));
  const { status, content, bill = { cost: 0.0000127 } } = reply;
  if (status !== 200) return Response.json({ error: { code: status, message: "no" } }, { status });
  const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }];
  const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13, ...bill };
  return Response.json({ id: "gen-1", model: "m", created: 1, object: "chat.completion", choices, usage });
}

beforeAll(() => {
  vi.stubGlobal("fetch", provider);
  vi.stubEnv("OPENROUTER_API_KEY", "test-key");
  vi.stubEnv("OPENROUTER_BASE_URL", "https://openrouter.test/api/v1");
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
beforeEach(() => {
  asked = [];
});

async function answeredThread() {
  const deployment = openDeployment();
  const person = deployment.person("ana");
  const threadId = crypto.randomUUID();
  await converse(deployment.service, { threadId, text: "Which headphones for a child?" });
  const title = async () => (await person.query(api.threads.get, { threadId }))?.title;
  return { ...deployment, person, threadId, title };
}

describe("titles", () => {
  it("names a thread after its first complete answer, once", async () => {
    reply = { status: 200, content: '**"Headphones for a Child"**\n' };
    const { t, service, threadId, title } = await answeredThread();
    await expect.poll(title, { timeout: 10_000 }).toBe("Headphones for a Child");
    expect(asked[0]).toContain("Which headphones for a child?");
    expect(asked[0]).toContain('"data_collection":"deny","zdr":false');
    const booked = await t.query(internal.usage.byTurn, { turnId: `title:${threadId}` });
    expect(booked).toMatchObject([
      { kind: "title", costMicroUsd: 13, chargedMicroUsd: 13, counts: false, final: true },
    ]);
    await converse(service, { threadId, text: "And cheaper?" });
    await t.finishInProgressScheduledFunctions();
    expect(asked).toHaveLength(1);
  });

  it.each([
    [
      "the upstream provider's cost when we use our own key",
      { cost: 0, is_byok: true, cost_details: { upstream_inference_cost: 0.0000127 } },
      13,
    ],
    [
      "the router's cost, only once, when the router pays the provider",
      { cost: 0.0000127, is_byok: false, cost_details: { upstream_inference_cost: 0.0000127 } },
      13,
    ],
  ])("charges a title %s", async (_, bill, micro) => {
    reply = { status: 200, content: "Headphones", bill };
    const { t, threadId, title } = await answeredThread();
    await expect.poll(title, { timeout: 10_000 }).toBe("Headphones");
    const booked = await t.query(internal.usage.byTurn, { turnId: `title:${threadId}` });
    expect(booked).toMatchObject([{ costMicroUsd: micro, chargedMicroUsd: micro, final: true }]);
  });

  it.each([
    ["999 dollars", { cost: 999 }, 999_000_000],
    ["no cost for a model that has a price", { cost: 0 }, undefined],
    ["no cost at all", {}, undefined],
  ])("charges a title its reservation when the provider reports %s", async (_, bill, implausibleMicroUsd) => {
    reply = { status: 200, content: "Headphones", bill };
    const { t, threadId, title } = await answeredThread();
    await expect.poll(title, { timeout: 10_000 }).toBe("Headphones");
    const [booked] = await t.query(internal.usage.byTurn, { turnId: `title:${threadId}` });
    expect(booked).toMatchObject({ costMicroUsd: null, final: false });
    expect(booked?.implausibleMicroUsd).toBe(implausibleMicroUsd);
    expect(booked?.chargedMicroUsd).toBeGreaterThan(13);
    expect(booked?.chargedMicroUsd).toBeLessThan(10_000);
  });

  it("keeps the question's first words when the model gives nothing usable, or fails", async () => {
    for (const answer of [
      { status: 400, content: "" },
      { status: 200, content: "Sure! ".repeat(40) },
    ]) {
      reply = answer;
      const { t, threadId, title } = await answeredThread();
      await t.finishInProgressScheduledFunctions();
      await t.action(internal.titles.generate, { threadId });
      expect(await title()).toBe("Which headphones for a child?");
    }
  });

  it.each([
    ['Title: "Shoes for school."', "Shoes for school"],
    ["\n\n## **Fridge** `prices` in [Kingston](https://x.test)", "Fridge prices in Kingston"],
    ["<script>alert(1)</script>", "scriptalert(1)/script"],
    ["line one\nline two", "line one"],
    ["a\u202Eb\u0000c", "abc"],
    ["one two three four five six seven eight nine ten eleven", null],
    ["***", null],
    ["", null],
  ])("makes a title of %j", (text, title) => {
    expect(cleanTitle(text)).toBe(title);
  });

  it("starts with words from the question, cut between words and never inside a character", () => {
    expect(titleFromPrompt("  Hi\n there ")).toBe("Hi there");
    const long = titleFromPrompt(`${"shipping ".repeat(12)}`);
    expect(long).toBe(`${"shipping ".repeat(6).trim()}…`);
    const emoji = titleFromPrompt("🙂".repeat(60));
    expect(emoji).toMatch(/^🙂+…$/u);
    expect(emoji.length).toBeLessThanOrEqual(60);
  });
});
