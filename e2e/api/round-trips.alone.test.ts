import { expect, inject, it } from "vitest";
import type { RoundTrips } from "../stack/ledger.ts";
import { FAST, messagesOf, postChat, readStream, turnOf } from "./chat.ts";
import { newGuest, type Guest } from "./guest.ts";

async function takeRoundTrips(): Promise<RoundTrips> {
  // safe because the ledger is our own and returns this shape
  return (await (await fetch(inject("ledgerUrl"))).json()) as RoundTrips;
}

async function turn(guest: Guest): Promise<string> {
  const body = turnOf(`${FAST} What sells well in Jamaica?`);
  const { done } = await readStream(await postChat(guest, body));
  expect(done).toBe(true);
  return body.threadId;
}

it("uses at most two Redis round trips and two Convex calls for a turn, besides checkpoints", async () => {
  const guest = await newGuest();
  // The first turn of a process also loads the scripts into Redis.
  await expect.poll(async () => (await messagesOf(guest, await turn(guest))).at(-1)?.status).toBe("complete");
  await takeRoundTrips();

  const threadId = await turn(guest);
  // The end of the stream and the turn's last writes race. Reading the thread would itself be a call, so wait until the writes are counted.
  const convex: string[] = [];
  const redis: string[] = [];
  const gather = async (): Promise<number> => {
    const taken = await takeRoundTrips();
    convex.push(...taken.convex);
    redis.push(...taken.redis);
    return redis.length;
  };
  await expect.poll(gather, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  expect((await messagesOf(guest, threadId)).at(-1)?.status).toBe("complete");
  await gather();
  console.log(`one turn: redis ${redis.length}, convex ${JSON.stringify(convex)}`);

  const reading = (call: string): boolean => /threads:|messages:/.test(call);
  const checkpoint = (call: string): boolean => /checkpoint/i.test(call);
  // A process calls these once a second for all its turns together.
  const pulse = (call: string): boolean => /turns:(beat|signals)/.test(call);
  const ofTurn = convex.filter((call) => !reading(call) && !checkpoint(call) && !pulse(call));
  expect(ofTurn.length).toBeGreaterThan(0);
  expect(ofTurn.length).toBeLessThanOrEqual(2);
  // Reading the thread after the turn is throttled, which is one more round trip.
  expect(redis.length - 1).toBeLessThanOrEqual(2);
});
