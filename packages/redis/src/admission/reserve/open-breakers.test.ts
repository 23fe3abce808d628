import { sampleRoute } from "@sendcat/port-contracts";
import { expect, it } from "vitest";
import type { ReserveRequest, ReserveResult } from "@sendcat/shared-types";
import { OpenBreakers } from "./open-breakers.ts";

const offer = { model: "fast", tokens: 1, costMicroUsd: 1, spendCapMicroUsd: 1 };
const request = (nowMs: number, route = "google/gemini"): ReserveRequest => ({
  turnId: "turn",
  userId: "guest:ana",
  plan: "guest",
  nowMs,
  address: null,
  proven: true,
  offers: [{ ...offer, routes: [sampleRoute(route)] }],
});
const refused = (scope: string): ReserveResult => ({
  ok: false,
  refusal: { code: "provider_unavailable", scope, retryAfterMs: 5_000 },
  degraded: false,
});

it("remembers for a moment, for all users, that a provider is down, and remembers nothing else", () => {
  const breakers = new OpenBreakers();
  breakers.learn(request(1_000), refused("service.in_flight"));
  expect(breakers.refusalOf(request(1_001))).toBeNull();
  breakers.learn(request(1_000), refused("provider.breaker"));
  expect(breakers.refusalOf(request(1_100))).toMatchObject({ ok: false, refusal: { retryAfterMs: 4_900 } });
  expect(breakers.refusalOf(request(1_100, "openai/gpt"))).toBeNull();
  expect(breakers.refusalOf(request(1_250))).toBeNull();
});
