import { priceMicroUsd, serviceDay } from "@sendcat/shared-types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { convexRun } from "../stack/convex-run.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { redisCommand } from "../stack/redis-rest.ts";
import { postChat, readStream, turnOf } from "./chat.ts";
import { newGuest } from "./guest.ts";
import { ledgerOf, ledgerToday, redisToday } from "./money.ts";

const WORDS = 50;
/** The core asks the provider after ten seconds, and its cron runs every fifteen. */
const ASKED_MS = 90_000;

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({ policy: { proof: { mode: "off" }, failure: PATIENT } });
});
afterAll(async () => await stack?.close());

/** Asks a question with the simulator's directives. Returns the ended turn, and the provider's price for it, micro-dollars. */
async function ask(directives: string) {
  const turn = turnOf(`[[sim:bench tokens=${WORDS}]] ${directives}`);
  const response = await postChat(await newGuest(stack.web), turn);
  expect(response.status).toBe(200);
  expect((await readStream(response)).done).toBe(true);
  const answered = await fetch(new URL("/admin/requests", stack.openRouter));
  // safe because the simulator answers this shape
  const { requests } = (await answered.json()) as {
    readonly requests: readonly { readonly promptTokens: number; readonly tokensSent: number }[];
  };
  // A title may have been asked for since.
  const call = requests.findLast(({ tokensSent }) => tokensSent === WORDS);
  const prices = { inputMicroUsdPerMTokens: 300_000, outputMicroUsdPerMTokens: 2_500_000 };
  const listMicroUsd = priceMicroUsd(prices, call?.promptTokens ?? 0, WORDS);
  return { turnId: turn.turnId, listMicroUsd };
}

async function chargedFor(turnId: string): Promise<number> {
  return (await ledgerOf(stack, turnId)).reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0);
}

const books = async () => (await redisToday(stack)).settled - (await ledgerToday(stack));

it("an answer reported at 999 dollars does not close the service, and costs its price once the provider was asked", async () => {
  const { turnId, listMicroUsd } = await ask("[[sim:bill cost=999]]");
  expect(await chargedFor(turnId)).toBeLessThan(100_000);
  const event = () => stack.events().find((line) => line["turnId"] === turnId && line["event"] === "turn-finished");
  await expect.poll(event).toMatchObject({ implausibleMicroUsd: 999_000_000 });
  await ask("");
  await expect.poll(() => chargedFor(turnId), { timeout: ASKED_MS, interval: 1_000 }).toBe(listMicroUsd);
  await expect.poll(books, { timeout: ASKED_MS, interval: 1_000 }).toBe(0);
}, 240_000);

it("an answer that our own key paid for costs what the upstream provider billed", async () => {
  const { turnId, listMicroUsd } = await ask("[[sim:byok]]");
  expect(await chargedFor(turnId)).toBe(listMicroUsd);
  await expect.poll(books, { timeout: ASKED_MS, interval: 1_000 }).toBe(0);
});

it.each(["empty", "zeros"])(
  "an answer with usage %s costs an estimate until the provider was asked",
  async (usage) => {
    const { turnId, listMicroUsd } = await ask(`[[sim:bill usage=${usage}]]`);
    expect(await chargedFor(turnId)).toBeGreaterThan(listMicroUsd / 2);
    await expect.poll(() => chargedFor(turnId), { timeout: ASKED_MS, interval: 1_000 }).toBe(listMicroUsd);
    await expect.poll(books, { timeout: ASKED_MS, interval: 1_000 }).toBe(0);
  },
  240_000,
);

it("a day's spend in Redis that is too high is lowered to the ledger's figure, and operators see it", async () => {
  await expect.poll(books, { timeout: ASKED_MS, interval: 1_000 }).toBe(0);
  const wrong = (await redisToday(stack)).settled + 2_000_000;
  const key = `sendcat:{quota}:v2:spend:${serviceDay(Date.now(), "America/Jamaica").name}`;
  // As if an audit had seen the wrong figure some minutes ago.
  await redisCommand(stack.redis, ["HSET", key, "settled|guest", wrong, "audited|guest", wrong, "audited", 1]);
  // safe because it is what the function returns
  const { repaired } = (await convexRun(stack.convex, "usage:audit", {})) as { readonly repaired: readonly string[] };
  expect(repaired).toHaveLength(1);
  await expect.poll(books).toBe(0);
});
