import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, textOf } from "../api/chat.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat, textOnPage } from "../browser/chat-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("an answer that is stopped", () => {
  it("ends, keeps its text so far, and the conversation can continue", async () => {
    const chat = await openChat(browser);
    await chat.ask("Compare three air fryers under J$25,000, delivered to Kingston");
    const answer = await chat.answerIs("streaming");
    await expect.poll(async () => (await textOnPage(answer)).length, { timeout: 20_000 }).toBeGreaterThan(30);
    await chat.page.getByRole("button", { name: "Stop answering" }).click();
    await chat.answerIs("stopped");
    const guest = await chat.guest();
    await expect
      .poll(async () => (await messagesOf(guest, chat.threadId())).at(-1)?.status, { timeout: 10_000 })
      .toBe("stopped");
    expect(textOf((await messagesOf(guest, chat.threadId())).at(-1)).length).toBeGreaterThan(20);

    await chat.page.reload();
    await chat.answerIs("stopped");
    await chat.ask("Only the cheapest one, please");
    await chat.answerIs("complete");
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });
});
