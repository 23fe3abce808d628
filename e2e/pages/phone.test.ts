import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat } from "../browser/chat-page.ts";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 } as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("on a small phone", () => {
  it("everything fits: no sideways scrolling, the composer visible, the conversations in a drawer", async () => {
    const chat = await openChat(browser, { as: PHONE });
    await chat.ask("Compare three air fryers under J$25,000, delivered to Kingston");
    await chat.answerIs("complete");
    const overflow = await chat.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const box = await chat.composer.boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(PHONE.viewport.height);

    await chat.page.getByRole("button", { name: "Open conversations" }).tap();
    const drawer = chat.page.getByRole("dialog", { name: "Conversations" });
    await drawer.getByRole("link").first().waitFor();
    await drawer.getByRole("button", { name: "New conversation" }).tap();
    await chat.page.getByRole("heading", { name: "What are you shopping for?" }).waitFor();
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });
});
