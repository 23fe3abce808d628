import { priceMicroUsd } from "@sendcat/shared-types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { tableRows } from "../stack/table-rows.ts";
import { messagesOf, postChat, readStream, textOf, turnOf } from "./chat.ts";
import { newGuest } from "./guest.ts";
import { ledgerOf, ledgerToday, redisToday } from "./money.ts";
import { simulatorAt } from "./simulator.ts";

const PRICES = { inputMicroUsdPerMTokens: 220_000, outputMicroUsdPerMTokens: 880_000 };
const FIRST = { provider: "openrouter", model: "google/gemini-2.5-flash", ...PRICES };
/** All that the policy needs for a second provider. */
const SECOND = { provider: "fireworks", model: "accounts/fireworks/models/qwen3-235b-a22b", ...PRICES };
const fast = { name: "fast", label: "Fast", maxOutputTokens: 2_048, routes: [FIRST, SECOND] };

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({ policy: { models: { fast }, proof: { mode: "off" }, failure: PATIENT } });
});
afterAll(async () => await stack?.close());

/** What the second provider answered, according to its own log. */
async function answeredBySecond() {
  const response = await fetch(new URL("/admin/requests", stack.fireworks));
  // safe because the simulator answers this shape
  const { requests } = (await response.json()) as {
    readonly requests: readonly { readonly id: string; promptTokens: number; completionTokens: number }[];
  };
  return requests;
}

it("uses the second provider while the first is down, and charges its tokens at the policy's prices", async () => {
  await simulatorAt(stack.openRouter).fail("503");
  const guest = await newGuest(stack.web);
  const turn = turnOf("Which headphones under 50 dollars?");
  const response = await postChat(guest, turn);
  expect(response.status).toBe(200);
  const { text, done } = await readStream(response);
  expect([done, text.length > 20]).toEqual([true, true]);

  const [answered] = await answeredBySecond();
  const kept = (await messagesOf(guest, turn.threadId)).at(-1);
  expect(kept).toMatchObject({ status: "complete", model: "fast" });
  expect(textOf(kept)).toBe(text);
  const { promptTokens = 0, completionTokens = 0 } = answered ?? {};
  const estimate = priceMicroUsd(PRICES, promptTokens, completionTokens);
  expect(estimate).toBeGreaterThan(0);
  const [row] = await ledgerOf(stack, turn.turnId);
  // This provider does not report a cost, so the estimate is final.
  expect(row).toMatchObject({ route: SECOND.model, costMicroUsd: null, chargedMicroUsd: estimate, final: false });
  expect(row?.chargedTokens).toBe(promptTokens + completionTokens);
  expect(await tableRows(stack.convex, "settlements")).toEqual([]);
  const books = async () => (await redisToday(stack)).settled - (await ledgerToday(stack));
  await expect.poll(books).toBe(0);
  const event = stack.events().find((line) => line["event"] === "turn-finished");
  expect(event).toMatchObject({ route: SECOND.model, failovers: 1, status: "complete" });
});
