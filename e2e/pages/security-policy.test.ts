import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat } from "../browser/chat-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("the page's security policy", () => {
  it("stops injected markup from running, and blocks nothing of ours", async () => {
    const chat = await openChat(browser);
    await chat.ask("Hello");
    await chat.answerIs("complete");
    expect(chat.complaints).toEqual([]);
    await chat.page.evaluate(() => {
      const markup = document.createElement("div");
      markup.innerHTML =
        '<img src="data:," onerror="window.owned = true"><a href="javascript:window.owned = true">x</a>';
      document.body.append(markup);
      markup.querySelector("a")?.click();
    });
    await expect.poll(() => chat.complaints.length).toBeGreaterThanOrEqual(2);
    expect(await chat.page.evaluate(() => "owned" in window)).toBe(false);
    await chat.close();
  });

  it("is sent with the other security headers", async () => {
    const { headers } = await fetch(inject("stack").web);
    expect(headers.get("content-security-policy")).toMatch(/script-src[^;]*'nonce-/);
    expect(headers.get("content-security-policy")).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{7,}/);
    expect(headers.get("referrer-policy")).toBeTruthy();
    expect(headers.get("x-powered-by")).toBeNull();
  });
});
