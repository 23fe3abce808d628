import { createOpenRouterSimulator } from "@sendcat/local-simulators";
import { priceListContract } from "@sendcat/port-contracts";
import { DEFAULT_POLICY, tokenPrices } from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPriceList } from "./create-price-list.ts";

const answering = (body: unknown, status = 200): typeof fetch => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return async () => new Response(text, { status });
};
const model = (id: string, prompt: unknown, completion: unknown) => ({ id, pricing: { prompt, completion } });

let simulator: Awaited<ReturnType<typeof createOpenRouterSimulator>>;
beforeAll(async () => {
  simulator = await createOpenRouterSimulator();
});
afterAll(async () => await simulator?.close());

priceListContract("OpenRouter", async () => {
  let [fetches, isDown, nowMs] = [0, false, 0];
  const counting: typeof fetch = async (input, init) => {
    fetches += 1;
    return isDown ? new Response("busy", { status: 503 }) : await fetch(input, init);
  };
  // The policy's prices must equal the provider's.
  const routes = Object.values(DEFAULT_POLICY.models).flatMap((model) => model.routes);
  return {
    prices: createPriceList({ baseUrl: simulator.url, waitMs: 20_000, fetch: counting, now: () => nowMs }),
    list: Object.fromEntries(routes.map((route) => [route.model, tokenPrices(route)])),
    fetches: () => fetches,
    setDown: (down) => void (isDown = down),
    later: (ms) => void (nowMs += ms),
  };
});

describe("the provider's prices", () => {
  it("are fetched once an hour, however often they are refreshed, and again a minute after a failure", async () => {
    let [asked, nowMs, isDown] = [0, 0, false];
    const fetch: typeof globalThis.fetch = async () => {
      asked += 1;
      return isDown
        ? new Response("busy", { status: 503 })
        : Response.json({ data: [model("a/b", "0.000001", "0.000002")] });
    };
    const faults: unknown[] = [];
    const prices = createPriceList({
      baseUrl: "http://p.test",
      waitMs: 100,
      fetch,
      now: () => nowMs,
      onFault: (cause) => faults.push(cause),
    });
    await Promise.all([prices.refresh(), prices.refresh()]);
    await prices.refresh();
    expect(asked).toBe(1);
    nowMs = 3_600_000;
    isDown = true;
    await prices.refresh();
    await prices.refresh();
    expect([asked, faults.length]).toEqual([2, 1]);
    expect(prices.priceOf("a/b")).toEqual({ inputMicroUsdPerMTokens: 1_000_000, outputMicroUsdPerMTokens: 2_000_000 });
    nowMs += 60_000;
    isDown = false;
    await prices.refresh();
    expect(asked).toBe(3);
  });

  it("ignore invalid entries of the list", async () => {
    const data = [
      null,
      7,
      { id: "no/prices" },
      model("minus/one", "-1", "-1"),
      model("not/a-number", "free", "0"),
      model("un/payable", "1", "1"),
      model("em/pty", "", ""),
      model("g/ood", "0.00000015", 0),
      {
        id: "ca/ched",
        pricing: { prompt: "0.000003", completion: "0.000015", input_cache_read: "0.0000003", input_cache_write: "-1" },
      },
    ];
    const prices = createPriceList({ baseUrl: "http://p.test", waitMs: 100, fetch: answering({ data }) });
    await prices.refresh();
    const known = ["no/prices", "minus/one", "not/a-number", "un/payable", "em/pty"].map((id) => prices.priceOf(id));
    expect(known).toEqual([null, null, null, null, null]);
    expect(prices.priceOf("g/ood")).toEqual({ inputMicroUsdPerMTokens: 150_000, outputMicroUsdPerMTokens: 0 });
    expect(prices.priceOf("ca/ched")).toEqual({
      inputMicroUsdPerMTokens: 3_000_000,
      outputMicroUsdPerMTokens: 15_000_000,
      cacheReadMicroUsdPerMTokens: 300_000,
    });
  });

  it("are those of the dearest hour, so that a reservation covers the call at any time; those of longer prompts than ours do not count", async () => {
    const overrides = [
      { utc_start: 100, utc_end: 400, prompt: "0.000002", input_cache_read: "0.000001" },
      { min_prompt_tokens: 32_000, completion: "0.000009" },
      { min_prompt_tokens: 200_000, prompt: "0.000008", completion: "0.00002" },
      null,
    ];
    const pricing = { prompt: "0.000001", completion: "0.000004", input_cache_read: "0.0000001", overrides };
    const answer = answering({
      data: [
        { id: "a/b", pricing },
        { id: "c/d", pricing: { ...pricing, overrides: {} } },
      ],
    });
    const prices = createPriceList({ baseUrl: "http://p.test", waitMs: 100, fetch: answer });
    await prices.refresh();
    expect(prices.priceOf("a/b")).toEqual({
      inputMicroUsdPerMTokens: 2_000_000,
      outputMicroUsdPerMTokens: 9_000_000,
      cacheReadMicroUsdPerMTokens: 1_000_000,
    });
    expect(prices.priceOf("c/d")).toMatchObject({ inputMicroUsdPerMTokens: 1_000_000 });
  });

  it.each([["<html>"], [{ data: [] }], [[]], [null]])(
    "are unknown when the list is %j, so that the policy's prices apply",
    async (body) => {
      const prices = createPriceList({ baseUrl: "http://p.test", waitMs: 100, fetch: answering(body) });
      await prices.refresh();
      expect(prices.priceOf("a/b")).toBeNull();
    },
  );
});
