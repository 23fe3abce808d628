import { createFireworksSimulator } from "@sendcat/local-simulators/fireworks";
import type { ModelEvent, ModelRequest } from "@sendcat/shared-types";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { openModels } from "./open-models.ts";

const SITE = "https://sendcat.test";
const ENV = { OPENROUTER_API_KEY: "or-key", FIREWORKS_API_KEY: "fw-key" };
const prices = { inputMicroUsdPerMTokens: 1, outputMicroUsdPerMTokens: 1 };
const request = (provider: ModelRequest["provider"]): ModelRequest => ({
  provider,
  model: "m",
  messages: [],
  maxOutputTokens: 1,
  maxPrices: prices,
  providerData: "not-collected",
  user: "u",
});
afterEach(() => void vi.unstubAllGlobals());

it("sends a request only to its route's provider, with that provider's key and body fields", async () => {
  const asked: { readonly url: string; readonly key: string | null; readonly body: string }[] = [];
  vi.stubGlobal("fetch", async (url: string, { headers, body }: RequestInit) => {
    asked.push({ url, key: new Headers(headers).get("authorization"), body: String(body) });
    return new Response("{}", { status: 503 });
  });
  const model = openModels(["openrouter", "fireworks", "openrouter"], ENV, SITE);
  const { signal } = new AbortController();
  for (const provider of ["openrouter", "fireworks"] as const) await model.stream(request(provider), { signal });
  expect(asked.map(({ url, key }) => [url, key])).toEqual([
    ["https://openrouter.ai/api/v1/chat/completions", "Bearer or-key"],
    ["https://api.fireworks.ai/inference/v1/chat/completions", "Bearer fw-key"],
  ]);
  expect(asked.map(({ body }) => body.includes("max_price"))).toEqual([true, false]);
  const missing = await openModels([], ENV, SITE).stream(request("fireworks"), { signal });
  expect(missing).toMatchObject({ ok: false, retryable: true });
});

it("reads an answer of Fireworks: its text, its usage without a cost, and a generation id with the provider's name", async () => {
  const simulator = await createFireworksSimulator();
  onTestFinished(() => simulator.close());
  const model = openModels(["fireworks"], { FIREWORKS_API_KEY: "fw-key", FIREWORKS_BASE_URL: simulator.url }, SITE);
  const question = { role: "user", content: "Which headphones under 50 dollars?" } as const;
  const asked = { model: "accounts/fireworks/models/qwen3-235b-a22b", messages: [question], maxOutputTokens: 2_000 };
  const stream = await model.stream({ ...request("fireworks"), ...asked }, { signal: new AbortController().signal });
  if (!stream.ok) expect.fail(String(stream.cause));
  const events: ModelEvent[] = [];
  for await (const batch of stream.batches) events.push(...batch);
  const text = events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
  expect(text).toContain("headphones");
  const usage = { inputTokens: expect.any(Number), outputTokens: expect.any(Number), costMicroUsd: null };
  expect(events.slice(-2)).toMatchObject([
    { type: "usage", usage },
    { type: "finish", reason: "stop" },
  ]);
  expect(stream.generationId()).toMatch(/^fireworks:.+/);
});

it("does not start if the key of a route's provider is missing, and names the variable", () => {
  const { OPENROUTER_API_KEY } = ENV;
  for (const env of [{ OPENROUTER_API_KEY }, { OPENROUTER_API_KEY, FIREWORKS_API_KEY: "" }])
    expect(() => openModels(["openrouter", "fireworks"], env, SITE)).toThrow(
      /provider fireworks, but FIREWORKS_API_KEY is not set/,
    );
});
