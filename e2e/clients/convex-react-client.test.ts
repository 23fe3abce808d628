import { randomUUID } from "node:crypto";
import { ConvexReactClient } from "convex/react";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { FAST, postChat, readStream, turnOf } from "../api/chat.ts";
import { newGuest, type Guest } from "../api/guest.ts";
import { getThread, listMessages, renameThread } from "./queries.ts";

let guest: Guest;
let client: ConvexReactClient;
beforeAll(async () => {
  guest = await newGuest();
  client = new ConvexReactClient(inject("stack").convex, { logger: false });
  client.setAuth(async () => guest.token);
});
afterAll(() => client.close());

it("ConvexReactClient, unmodified, gets a thread and its messages live, and sees its own writes", async () => {
  const threadId = randomUUID();
  const thread = client.watchQuery(getThread, { threadId });
  const messages = client.watchQuery(listMessages, { threadId, paginationOpts: { numItems: 10, cursor: null } });
  const endings = [thread.onUpdate(() => undefined), messages.onUpdate(() => undefined)];
  await expect.poll(() => thread.localQueryResult()).toBeNull();

  await readStream(await postChat(guest, turnOf(`${FAST} Hello`, { threadId })));
  await expect.poll(() => thread.localQueryResult()?.id, { timeout: 10_000 }).toBe(threadId);
  await expect
    .poll(() => messages.localQueryResult()?.page.map(({ role, status }) => `${role} ${status}`), { timeout: 10_000 })
    .toEqual(["assistant complete", "user complete"]);

  await client.mutation(renameThread, { threadId, title: "Renamed by the client" });
  await expect.poll(() => thread.localQueryResult()?.title).toBe("Renamed by the client");
  for (const end of endings) end();
});
