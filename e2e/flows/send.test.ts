import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, textOf } from "../api/chat.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat, textOnPage, type ChatPage } from "../browser/chat-page.ts";

let browser: Browser;
let chat: ChatPage;
beforeAll(async () => {
  browser = await openBrowser();
  chat = await openChat(browser);
});
afterAll(() => browser.close());

describe("a user who asks a question", () => {
  it("sees the answer grow while it is written, and then all of it", async () => {
    await chat.ask("Compare three air fryers under J$25,000, delivered to Kingston");
    const answer = await chat.answerIs("streaming");
    const lengths = new Set<number>();
    while ((await answer.getAttribute("data-status")) === "streaming") {
      lengths.add((await textOnPage(answer)).length);
    }
    await chat.answerIs("complete");
    lengths.delete(0);
    expect(lengths.size).toBeGreaterThan(3);
    expect([...lengths]).toEqual([...lengths].sort((a, b) => a - b));

    const stored = (await messagesOf(await chat.guest(), chat.threadId())).at(-1);
    expect(stored?.status).toBe("complete");
    const shown = await textOnPage(answer);
    expect(shown.length).toBeGreaterThan(100);
    // Markdown is rendered, so compare words.
    for (const word of words(textOf(stored))) expect(shown).toContain(word);
  });

  it("finds the conversation in the list, with a title", async () => {
    const list = chat.page.getByRole("navigation", { name: "Conversations" });
    await list.locator(`a[href="/t/${chat.threadId()}"]`).waitFor();
    await expect
      .poll(() => list.getByRole("link").first().innerText(), { timeout: 15_000 })
      .not.toBe("New conversation");
  });

  it("can copy the answer's original text", async () => {
    await chat.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await chat.page.getByRole("button", { name: "Copy answer" }).last().click();
    const stored = textOf((await messagesOf(await chat.guest(), chat.threadId())).at(-1));
    await expect.poll(() => chat.page.evaluate(() => navigator.clipboard.readText())).toBe(stored);
  });

  it("can replace the last answer with a new one", async () => {
    const before = await messagesOf(await chat.guest(), chat.threadId());
    await chat.page.getByRole("button", { name: "Answer again" }).click();
    await chat.answerIs("streaming");
    await chat.answerIs("complete");
    expect(await chat.answers.count()).toBe(1);
    const after = await messagesOf(await chat.guest(), chat.threadId());
    expect(after.map(({ role }) => role)).toEqual(["user", "assistant"]);
    expect(after[1]?.id).not.toBe(before[1]?.id);
  });

  it("can ask another question in the same conversation", async () => {
    const threadId = chat.threadId();
    await chat.ask("And which of these arrives first?");
    await chat.answerIs("streaming");
    await chat.answerIs("complete");
    expect(chat.threadId()).toBe(threadId);
    expect(await chat.answers.count()).toBe(2);
  });

  it("has met no error and no violation of the security policy", () => {
    expect(chat.complaints).toEqual([]);
  });
});

function words(markdown: string): readonly string[] {
  return markdown.replaceAll(/\]\([^)]*\)/g, "]").match(/[A-Za-z]{6,}/g) ?? [];
}
