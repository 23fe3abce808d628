import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { FAST, messagesOf, postChat, readStream, textOf, turnOf } from "./chat.ts";
import { newGuest, quotaOf, type Guest } from "./guest.ts";

let guest: Guest;
beforeAll(async () => {
  guest = await newGuest();
});

it("answers a replayed turn with the same answer and charges it once", async () => {
  const body = turnOf(`${FAST} Which phones do you have?`);
  const first = await readStream(await postChat(guest, body));
  expect(first.done).toBe(true);
  const charged = (await quotaOf(guest)).turns.used;
  expect(charged).toBe(1);

  const second = await readStream(await postChat(guest, body));
  expect(second.text).toBe(first.text);
  expect((await quotaOf(guest)).turns.used).toBe(charged);
  expect((await messagesOf(guest, body.threadId)).map(({ role }) => role)).toEqual(["user", "assistant"]);
});

it("answers the same turn sent twice at once with one answer, charged once", async () => {
  const before = (await quotaOf(guest)).turns.used;
  const body = turnOf(`${FAST} What about delivery to Barbados?`, { turnId: randomUUID() });
  const answers = await Promise.all([postChat(guest, body), postChat(guest, body)]);
  const [one, two] = await Promise.all(answers.map((answer) => readStream(answer)));
  expect(one?.text).toBe(two?.text);
  const stored = await messagesOf(guest, body.threadId);
  expect(stored.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(textOf(stored[1])).toBe(one?.text);
  expect((await quotaOf(guest)).turns.used).toBe(before + 1);
});
