import { createOpenRouterSimulator, type OpenRouterSimulator } from "@sendcat/local-simulators";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDeployment, type Deployment } from "../deployment.ts";
import { fakeServer } from "../testing/fake-server.ts";
import { openRouterKey } from "./openrouter-key.ts";
import { openRouterModels } from "./openrouter-models.ts";

let simulator: OpenRouterSimulator;
beforeAll(async () => {
  simulator = await createOpenRouterSimulator({ apiKey: "sk-or-good" });
});
afterAll(async () => await simulator?.close());

const deployment = (change: object = {}): Deployment =>
  openDeployment("https://app.example", {
    OPENROUTER_API_KEY: "sk-or-good",
    OPENROUTER_BASE_URL: simulator.url,
    ...change,
  });

it("a key that OpenRouter does not know is told", async () => {
  expect(await openRouterKey.look(deployment())).toEqual({ outcome: "warning", says: "valid, without a limit" });
  const wrong = await openRouterKey.look(deployment({ OPENROUTER_API_KEY: "sk-or-other" }));
  expect(wrong).toEqual({ outcome: "failed", says: "OpenRouter does not know it" });
});

/** The fields that the reference of `GET /key` requires, with its example's values. */
const KEY = {
  label: "sk-or-v1-au7...890",
  limit: 200,
  limit_remaining: 74.5,
  limit_reset: "monthly",
  is_free_tier: false,
  rate_limit: { interval: "1h", note: "This field is deprecated and safe to ignore.", requests: 1000 },
};

it.each([
  [{}, "ok", "valid, $74.5 left of $200, 1000 requests in 1h"],
  [{ limit_remaining: 10 }, "warning", "the service may spend $50 a day"],
  [{ limit_remaining: 0 }, "failed", "nothing is left"],
  [{ is_free_tier: true }, "warning", "free limits"],
  [{ expires_at: "2027-12-31T23:59:59Z" }, "ok", "until 2027-12-31"],
  [{ limit: "much" }, "failed", "does not know"],
])("what a key still allows is told: %j", async (change, outcome, says) => {
  const openRouter = await fakeServer({ "GET /api/v1/key": { body: { data: { ...KEY, ...change } } } });
  const finding = await openRouterKey.look(deployment({ OPENROUTER_BASE_URL: `${openRouter.origin}/api/v1` }));
  expect(finding).toEqual({ outcome, says: expect.stringContaining(says) });
  await openRouter.close();
});

const routeTo = (model: string, outputMicroUsdPerMTokens: number) => ({
  SENDCAT_POLICY: JSON.stringify({
    models: {
      fast: {
        name: "fast",
        label: "Fast",
        maxOutputTokens: 9,
        routes: [{ provider: "openrouter", model, inputMicroUsdPerMTokens: 300_000, outputMicroUsdPerMTokens }],
      },
    },
  }),
});

it.each([
  [{}, "ok", "at the policy's prices"],
  [routeTo("google/gemini-9", 1), "failed", "does not sell google/gemini-9"],
  [routeTo("google/gemini-2.5-flash", 1), "warning", "google/gemini-2.5-flash"],
])("a model that is not sold, or not at the policy's price, is told by name: %j", async (change, outcome, says) => {
  expect(await openRouterModels.look(deployment(change))).toEqual({ outcome, says: expect.stringContaining(says) });
});

it("a list that cannot be read is told", async () => {
  const down = await fakeServer({});
  expect((await openRouterModels.look(deployment({ OPENROUTER_BASE_URL: down.origin }))).outcome).toBe("failed");
  await down.close();
});
