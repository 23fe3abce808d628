import { createOpenRouterModel } from "@sendcat/openrouter";
import { LOCAL_BACKENDS } from "@sendcat/redis/testing/local-redis";
import { createOpenRouterSimulator, type OpenRouterSimulator } from "@sendcat/local-simulators";
import { modelRoute, type Policy } from "@sendcat/shared-types";
import { longTestTimeoutMs } from "@sendcat/test-depth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSpendWorld } from "../../testing/spend-world.ts";
import { FAST_POLICY } from "../../testing/world.ts";
import { turnMetrics } from "./turn-metrics.ts";

const KIND = LOCAL_BACKENDS.find(({ skip }) => skip === undefined)?.kind ?? "memory";
const FREE = modelRoute({
  provider: "openrouter",
  model: "meta-llama/llama-3.3-70b-instruct:free",
  inputMicroUsdPerMTokens: 0,
  outputMicroUsdPerMTokens: 0,
});

let simulator: OpenRouterSimulator;
let spend: Awaited<ReturnType<typeof openSpendWorld>>;
beforeAll(async () => {
  simulator = await createOpenRouterSimulator({ pace: { ttftMs: 0, tokensPerSecond: 0 } });
  spend = await openSpendWorld(KIND);
});
afterAll(async () => {
  await spend?.close();
  await simulator.close();
});

/** An answer of two hundred words. */
async function ask(directives: string, policy: Partial<Policy> = {}) {
  const model = createOpenRouterModel({ apiKey: "k", baseUrl: simulator.url });
  const money = await spend.ask(model, `A kettle? [[sim:bench tokens=200]] ${directives}`, policy);
  const call = simulator.requests().at(-1);
  return { ...money, call };
}

/** What Gemini 2.5 Flash costs by its price list, micro-dollars. */
function listMicroUsd({
  promptTokens = 0,
  tokensSent = 0,
}: { promptTokens?: number; tokensSent?: number } = {}): number {
  return Math.ceil(Number((promptTokens * 0.3 + tokensSent * 2.5).toFixed(6)));
}

const withFreeModel = {
  models: { ...FAST_POLICY.models, fast: { name: "fast", label: "Fast", maxOutputTokens: 500, routes: [FREE] } },
} as const;

describe("what an answer adds to the day's spend", () => {
  it("is the cost that the provider reports, as numbers or as strings, without adding the upstream cost that is part of it", async () => {
    for (const directive of ["", "[[sim:bill usage=texts]]"]) {
      const { spentMicroUsd, event, row, call } = await ask(directive);
      expect(spentMicroUsd).toBe(listMicroUsd(call));
      expect(row).toMatchObject({ isFinal: true, implausibleMicroUsd: null });
      expect(event).toMatchObject({ inputTokens: call?.promptTokens, outputTokens: 200 });
    }
  });

  it("is at most the reservation when the provider reports 999 dollars, and an operator sees the report", async () => {
    const { spentMicroUsd, heldMicroUsd, event, row } = await ask("[[sim:bill cost=999]]");
    expect(spentMicroUsd).toBe(heldMicroUsd);
    expect(heldMicroUsd).toBeLessThan(200_000);
    expect(event).toMatchObject({ status: "complete", implausibleMicroUsd: 999_000_000 });
    expect(event && turnMetrics(event)).toMatchObject({ "implausibleCosts|fast": 1 });
    const usage = { outputTokens: 200, costMicroUsd: null };
    expect(row).toMatchObject({ isFinal: false, implausibleMicroUsd: 999_000_000, usage });
  });

  it("is what the upstream provider bills us when we bring our own key, to the micro-dollar", async () => {
    const { spentMicroUsd, row, call } = await ask("[[sim:byok]]");
    expect(spentMicroUsd).toBe(listMicroUsd(call));
    expect(row).toMatchObject({ isFinal: true, usage: { costMicroUsd: spentMicroUsd } });
    const withFee = await ask("[[sim:byok]] [[sim:bill cost=0.00002]]");
    expect(withFee.spentMicroUsd).toBe(listMicroUsd(withFee.call) + 20);
  });

  it.each(["[[sim:bill usage=empty]]", "[[sim:bill usage=zeros]]", "[[sim:no-usage]]"])(
    "is estimated from the prompt and the answer after %s, and the provider is asked later",
    async (directive) => {
      const { spentMicroUsd, event, row, call } = await ask(directive);
      expect(spentMicroUsd).toBeGreaterThan(listMicroUsd(call) / 2);
      expect(spentMicroUsd).toBeLessThan(listMicroUsd(call) * 4);
      expect(event?.chargedTokens).toBeGreaterThan(200);
      expect(row).toMatchObject({ isFinal: false, usage: null, implausibleMicroUsd: null });
    },
  );

  it.each(["cost=0", "cost=-1"])(
    "is the list price of the reported tokens when the provider reports %s",
    async (given) => {
      const { spentMicroUsd, row, call } = await ask(`[[sim:bill ${given}]]`);
      expect(spentMicroUsd).toBe(listMicroUsd(call));
      expect(row).toMatchObject({ isFinal: false, usage: { outputTokens: 200, costMicroUsd: null } });
    },
  );

  it("is nothing for a free model, and the provider is not asked later", async () => {
    const { spentMicroUsd, heldMicroUsd, row } = await ask("", withFreeModel);
    expect([heldMicroUsd, spentMicroUsd]).toEqual([0, 0]);
    expect(row).toMatchObject({ isFinal: true, implausibleMicroUsd: null, usage: { costMicroUsd: 0 } });
  });

  it("is what all routes together charged for an empty answer, and nothing if they do not bill it", async () => {
    const { spentMicroUsd, row, event } = await ask("[[sim:empty]] [[sim:bill cost=0.000123]]");
    expect(spentMicroUsd).toBe(2 * 123);
    expect(row).toMatchObject({ isFinal: true, chargedMicroUsd: 2 * 123, chargedTokens: 0 });
    expect(event).toMatchObject({ status: "empty", chargedMicroUsd: 2 * 123 });
    const free = await ask("[[sim:empty]] [[sim:bill cost=0]]");
    expect([free.spentMicroUsd, free.row?.isFinal]).toEqual([0, true]);
  });

  it("is at most the reservation when several calls of a turn each report too much", async () => {
    const tools = { ...FAST_POLICY.tools, offered: ["search_web"], waitMs: 1 } as const;
    const { spentMicroUsd, heldMicroUsd, row } = await ask(
      "[[sim:tool-call query=kettles steps=1]] [[sim:bill cost=999]]",
      { tools },
    );
    expect(spentMicroUsd).toBe(heldMicroUsd);
    expect(row?.implausibleMicroUsd).toBe(2 * 999_000_000);
  });

  it("is the price of cached reads and writes when the prompt was read from or written to the provider's cache", async () => {
    const { spentMicroUsd, event, row, call } = await ask("[[sim:bill cached=150]]");
    const fresh = (call?.promptTokens ?? 0) - 150;
    expect(spentMicroUsd).toBe(Math.ceil(Number((fresh * 0.3 + 150 * 0.03 + 200 * 2.5).toFixed(6))));
    expect(row).toMatchObject({ isFinal: true, usage: { cachedInputTokens: 150 } });
    expect(event).toMatchObject({ cachedInputTokens: 150, cacheWriteTokens: 0 });
    expect(event && turnMetrics(event)).toMatchObject({ "tokens|fast|input_cache_read|s": 150_000 });
    const unpriced = await ask("[[sim:bill cached=150 cost=0]]");
    expect(unpriced.spentMicroUsd).toBe(spentMicroUsd);
    const smart = { models: { ...FAST_POLICY.models, fast: FAST_POLICY.models["smart"] ?? expect.fail() } };
    const written = await ask("[[sim:bill cached=100 cache-write=50 cost=0]]", smart);
    const rest = (written.call?.promptTokens ?? 0) - 150;
    expect(written.spentMicroUsd).toBe(Math.ceil(Number((rest * 3 + 100 * 0.3 + 50 * 3.75 + 200 * 15).toFixed(6))));
  });

  it(
    "is the upstream provider's bill to the micro-dollar after a thousand turns with our own key, although the router reports 0",
    async () => {
      let [asked, billedMicroUsd] = [0, 0];
      const chunk = { choices: [{ index: 0, delta: { content: "A kettle." }, finish_reason: "stop" }] };
      const model = createOpenRouterModel({
        apiKey: "k",
        baseUrl: "https://openrouter.test/api/v1",
        async fetch() {
          const [input, output] = [300 + (asked % 97), 20 + (asked % 31)];
          const upstreamMicroUsd = Math.ceil(input * 0.3 + output * 2.5);
          billedMicroUsd += upstreamMicroUsd;
          asked += 1;
          const cost_details = { upstream_inference_cost: upstreamMicroUsd / 1_000_000 };
          const tokens = { prompt_tokens: input, completion_tokens: output };
          const usage = { ...tokens, cost: 0, is_byok: true, cost_details };
          const body = [chunk, { choices: [], usage }].map((one) => `data: ${JSON.stringify(one)}\n\n`).join("");
          return new Response(`${body}data: [DONE]\n\n`, { headers: { "content-type": "text/event-stream" } });
        },
      });
      const { spentMicroUsd, rows } = await spend.askOften(model, { turns: 1_000, users: 10 });
      expect([asked, rows.length, rows.every(({ isFinal }) => isFinal)]).toEqual([1_000, 1_000, true]);
      expect(spentMicroUsd).toBe(billedMicroUsd);
    },
    longTestTimeoutMs(),
  );

  it("includes reasoning when it is estimated", async () => {
    const { row: plain } = await ask("[[sim:no-usage]]");
    const { row: thinking } = await ask("[[sim:reasoning]] [[sim:no-usage]]");
    expect(thinking?.chargedTokens).toBeGreaterThan((plain?.chargedTokens ?? 0) + 20);
  });
});
