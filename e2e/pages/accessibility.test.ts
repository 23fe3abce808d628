import { devices, type Browser, type BrowserContextOptions } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat } from "../browser/chat-page.ts";
import { violationsOf } from "../browser/violations-of.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const SCREENS: readonly (readonly [name: string, as: BrowserContextOptions])[] = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["phone", { ...devices["iPhone 13"], defaultBrowserType: undefined } as BrowserContextOptions],
];

describe("users with screen readers, keyboards or high contrast", () => {
  it.each(SCREENS)("meet no barrier: %s", async (_, as) => {
    const chat = await openChat(browser, { as });
    await chat.composer.waitFor();
    expect(await violationsOf(chat.page)).toEqual([]);
    await chat.ask("Compare three air fryers under J$25,000, delivered to Kingston");
    await chat.answerIs("complete");
    expect(await violationsOf(chat.page)).toEqual([]);
    await chat.close();
  });

  it("meet no barrier on the page for a missing conversation", async () => {
    const chat = await openChat(browser, { path: "/t/0123456789abcdef0123" });
    await chat.page.getByTestId("missing-thread").waitFor();
    expect(await violationsOf(chat.page)).toEqual([]);
    await chat.close();
  });
});
