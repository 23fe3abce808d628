import { randomUUID } from "node:crypto";
import { ConvexHttpClient } from "convex/browser";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { FAST, postChat, readStream, turnOf } from "../api/chat.ts";
import { newGuest, type Guest } from "../api/guest.ts";
import { getThread, listThreads, renameThread } from "./queries.ts";

let guest: Guest;
const threadId = randomUUID();
const firstPage = { paginationOpts: { numItems: 10, cursor: null } };
beforeAll(async () => {
  guest = await newGuest();
  await readStream(await postChat(guest, turnOf(`${FAST} Hello`, { threadId })));
});

function clientOf(token: string | null): ConvexHttpClient {
  const client = new ConvexHttpClient(inject("stack").convex, { logger: false });
  if (token) client.setAuth(token);
  return client;
}

describe("ConvexHttpClient, unmodified", () => {
  it("reads and renames the guest's threads with the guest's own token", async () => {
    const client = clientOf(guest.token);
    const list = () => client.query(listThreads, firstPage);
    expect((await list()).page).toMatchObject([{ id: threadId }]);
    await client.mutation(renameThread, { threadId, title: "Air fryers" });
    expect((await list()).page).toMatchObject([{ id: threadId, title: "Air fryers" }]);
  });

  it("can read nothing of another guest, and nothing at all without a token", async () => {
    const stranger = clientOf((await newGuest()).token);
    expect((await stranger.query(listThreads, firstPage)).page).toEqual([]);
    expect(await stranger.query(getThread, { threadId })).toBeNull();
    await expect(clientOf(null).query(listThreads, firstPage)).rejects.toThrow();
  });
});
