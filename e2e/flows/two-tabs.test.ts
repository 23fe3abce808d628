import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat, textOnPage } from "../browser/chat-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("the same conversation in two tabs", () => {
  it("is live in both: the other tab shows the question and its answer as it is written", async () => {
    const one = await openChat(browser);
    await one.ask("Hello");
    await one.answerIs("complete");
    const two = await openChat(browser, { context: one.context, path: `/t/${one.threadId()}` });
    await two.answerIs("complete");

    await one.ask("Compare three air fryers under J$25,000, delivered to Kingston");
    await two.page.getByTestId("user-message").nth(1).waitFor();
    const answer = await two.answerIs("streaming", 2);
    await expect.poll(async () => (await textOnPage(answer)).length, { timeout: 20_000 }).toBeGreaterThan(30);
    await Promise.all([one.answerIs("complete", 2), two.answerIs("complete", 2)]);
    await expect.poll(() => textOnPage(two.answers.last())).toBe(await textOnPage(one.answers.last()));
    expect([...one.complaints, ...two.complaints]).toEqual([]);
    await one.close();
  });
});
