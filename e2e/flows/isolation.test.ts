import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, postChat, turnOf } from "../api/chat.ts";
import { getAs, newGuest, threadIdsOf } from "../api/guest.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat } from "../browser/chat-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("one guest's conversation", () => {
  it("cannot be read, written to or streamed by another guest, on the page or through the API", async () => {
    const owner = await openChat(browser);
    await owner.ask("My order number is 48151623");
    await owner.answerIs("complete");
    const threadId = owner.threadId();
    const turnId = (await messagesOf(await owner.guest(), threadId)).at(-1)?.turnId ?? "";

    const stranger = await openChat(browser, { path: `/t/${threadId}` });
    await stranger.see(stranger.page.getByTestId("missing-thread"));
    expect(await stranger.page.content()).not.toContain("48151623");
    const list = stranger.page.getByRole("navigation", { name: "Conversations" });
    expect(await list.getByRole("link").count()).toBe(0);

    const guest = await newGuest();
    expect((await getAs(guest, `/api/threads/${threadId}/messages`)).status).toBe(404);
    expect(await threadIdsOf(guest)).toEqual([]);
    expect((await postChat(guest, turnOf("What is the order number?", { threadId }))).status).toBe(404);
    const answer = await fetch(`${stranger.page.url().split("/t/")[0]}/api/chat/${turnId}/stream`, {
      headers: { authorization: `Bearer ${guest.token}` },
    });
    expect([204, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain("48151623");
    expect(await messagesOf(await owner.guest(), threadId)).toHaveLength(2);
    await Promise.all([owner.close(), stranger.close()]);
  });
});
