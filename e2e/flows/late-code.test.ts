import type { Browser, BrowserContext } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ECHO } from "../api/chat.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";
import { openBrowser } from "../browser/open-browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A browser that cannot load the code that formats answers until `arrive` is called. */
async function withoutFormatting(): Promise<{ context: BrowserContext; arrive: () => void }> {
  const context = await browser.newContext({ baseURL: inject("stack").web });
  let isGone = true;
  await context.route("**/_next/static/chunks/*.js", async (route) => {
    const response = await route.fetch();
    const isFormatting = (await response.text()).includes("streamdown:incomplete-link");
    await (isGone && isFormatting ? route.abort("internetdisconnected") : route.fulfill({ response }));
  });
  return { context, arrive: () => (isGone = false) };
}

async function askPlain(chat: ChatPage): Promise<void> {
  await chat.page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await chat.ask(`${ECHO} **Bold** price`);
  const answer = await chat.answerIs("complete");
  expect(await answer.locator(".answer").innerText()).toBe("**Bold** price");
}

const isSamePage = (chat: ChatPage): Promise<boolean> => chat.page.evaluate(() => "isSamePage" in window);

describe("a page that could not load its code for formatting", () => {
  it("shows answers as plain text, loads the code again automatically, and then formats them", async () => {
    const { context, arrive } = await withoutFormatting();
    const chat = await openChat(browser, { context });
    await askPlain(chat);
    const notice = chat.page.getByTestId("plain-notice");
    await chat.see(notice);
    arrive();
    await chat.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await chat.see(chat.answers.last().locator("strong", { hasText: "Bold" }));
    await expect.poll(() => notice.count()).toBe(0);
    expect(await isSamePage(chat)).toBe(true);
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });

  it("offers to reload the page when a new release has removed the code", async () => {
    const { context, arrive } = await withoutFormatting();
    const chat = await openChat(browser, { context });
    await askPlain(chat);
    const notice = chat.page.getByTestId("plain-notice");
    const again = notice.getByRole("button", { name: "Try again" });
    // The button is disabled while the page retries by itself.
    await expect.poll(() => again.isEnabled(), { timeout: 20_000 }).toBe(true);
    await again.click();
    const reload = notice.getByRole("button", { name: "Reload the page" });
    await chat.see(reload);
    arrive();
    await reload.click();
    await chat.see(chat.answers.last().locator("strong", { hasText: "Bold" }));
    expect(await isSamePage(chat)).toBe(false);
    await chat.close();
  });
});
