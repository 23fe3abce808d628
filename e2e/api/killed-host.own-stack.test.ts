import { afterAll, beforeAll, expect, it } from "vitest";
import { PATIENT } from "../stack/policies.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { startSecondHost, type SecondHost } from "../stack/second-host.ts";
import { messagesOf, postChat, textOf, turnOf } from "./chat.ts";
import { newGuest, quotaOf, type Guest } from "./guest.ts";
import { leasedTurns, ledgerOf, ledgerToday, redisToday } from "./money.ts";

const STREAMS = 50;
const LEASE_MS = 6_000;
const HOLD_MS = 30_000;
/** Reservations expire at multiples of this. */
const SLOT_MS = 15_000;
const SLACK_MS = 5_000;

const policy = {
  plans: { guest: { placeShare: 1 } },
  maxTurnMs: HOLD_MS - 5_000,
  admission: {
    leaseMs: LEASE_MS,
    reservationTtlMs: HOLD_MS,
    maxInFlight: 60,
    turnsPerSecond: 1_000,
    bulkheads: { openrouter_chat: 60 },
    address: { places: { proven: 1 } },
  },
  proof: { mode: "off" },
  // Settling must wait less than a quarter of a lease.
  failure: { ...PATIENT, settlement: { waitMs: 1_000 } },
};

let stack: OwnStack;
let host: SecondHost;
beforeAll(async () => {
  stack = await startOwnStack({ policy });
  host = await startSecondHost(stack, policy);
});
afterAll(async () => {
  await host?.kill();
  await stack?.close();
});

it(`a host that dies with ${STREAMS} answers open frees every place and every reservation in time, and each answer is charged its real cost`, async () => {
  const guests = await Promise.all(Array.from({ length: STREAMS }, () => newGuest(stack.web)));
  const bodies = guests.map(() => turnOf("[[sim:bench tokens=2000 tokens-per-second=5 ttft-ms=50]]"));
  const onHost = (guest: Guest): Guest => ({ ...guest, web: host.web });
  const answers = await Promise.all(guests.map((guest, i) => postChat(onHost(guest), bodies[i])));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const readers = answers.map((answer) => answer.body?.getReader() ?? expect.fail());
  await Promise.all(readers.map((reader) => reader.read()));
  await expect.poll(() => leasedTurns(stack)).toBe(STREAMS);
  expect((await redisToday(stack)).held).toBeGreaterThan(0);
  // By then each answer has a checkpoint.
  await new Promise((resolve) => setTimeout(resolve, 2_500));

  await host.kill();
  const killedMs = Date.now();
  const since = (): number => Date.now() - killedMs;
  await expect.poll(() => leasedTurns(stack), { timeout: LEASE_MS + SLACK_MS, interval: 100 }).toBe(0);
  const leasesMs = since();
  await expect
    .poll(async () => (await redisToday(stack)).held, { timeout: HOLD_MS + SLOT_MS + SLACK_MS, interval: 200 })
    .toBe(0);
  const holdsMs = since();
  const first = guests[0] ?? expect.fail();
  expect((await quotaOf(first)).inFlight.used).toBe(0);

  // The sweep ends the turns; then each costs what the provider says it cost, in the ledger and in Redis alike.
  const rows = async () =>
    (await Promise.all(bodies.map(({ turnId }) => ledgerOf(stack, turnId)))).map((of) => of.map(({ kind }) => kind));
  await expect.poll(rows, { timeout: 90_000, interval: 1_000 }).toEqual(bodies.map(() => ["turn", "true-up"]));
  const ledgers = await Promise.all(bodies.map(({ turnId }) => ledgerOf(stack, turnId)));
  for (const [turn, trueUp] of ledgers) {
    expect(turn?.outcome).toBe("interrupted");
    const charged = (turn?.chargedMicroUsd ?? 0) + (trueUp?.chargedMicroUsd ?? 0);
    expect(charged).toBe(trueUp?.costMicroUsd);
    expect(charged).toBeGreaterThan(0);
  }
  const books = async () => (await redisToday(stack)).settled - (await ledgerToday(stack));
  await expect.poll(books, { timeout: 30_000 }).toBe(0);
  const kept = (await messagesOf(first, bodies[0]?.threadId ?? "")).at(-1);
  expect(kept?.status).toBe("interrupted");
  expect(textOf(kept).length).toBeGreaterThan(5);
  console.log(
    `killed with ${STREAMS} open: places back after ${leasesMs} ms (lease ${LEASE_MS}), holds after ${holdsMs} ms (${HOLD_MS})`,
  );
}, 240_000);
