import { randomUUID } from "node:crypto";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAST, messagesOf, postChat, readStream, textOf, turnOf } from "../api/chat.ts";
import { newGuest } from "../api/guest.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat, textOnPage } from "../browser/chat-page.ts";

const QUESTION = "What would a US$300 phone cost landed in Jamaica, with duty, GCT and freight?";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("a page that is reloaded in the middle of an answer", () => {
  it("shows the rest of it and loses nothing", async () => {
    const chat = await openChat(browser);
    await chat.ask(QUESTION);
    const answer = await chat.answerIs("streaming");
    await expect.poll(async () => (await textOnPage(answer)).length, { timeout: 20_000 }).toBeGreaterThan(60);
    const before = await textOnPage(answer);
    await chat.page.reload();
    await chat.answers.last().waitFor();
    await expect
      .poll(async () => (await textOnPage(chat.answers.last())).length)
      .toBeGreaterThanOrEqual(before.length - 20);
    await chat.answerIs("complete");

    // The simulator always gives the same answer to a question, so compare with an answer that was not interrupted.
    const other = await newGuest();
    const threadId = randomUUID();
    const whole = await readStream(await postChat(other, turnOf(`${FAST} ${QUESTION}`, { threadId })));
    const stored = (await messagesOf(await chat.guest(), chat.threadId())).at(-1);
    expect(stored?.status).toBe("complete");
    expect(textOf(stored)).toBe(whole.text);

    const resumed = await textOnPage(chat.answers.last());
    await chat.page.reload();
    await chat.answerIs("complete");
    await expect.poll(() => textOnPage(chat.answers.last())).toBe(resumed);
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });
});
