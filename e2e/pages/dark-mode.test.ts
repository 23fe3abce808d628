import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat } from "../browser/chat-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Perceived brightness of the background, from 0 (black) to 255 (white). */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d");
    if (!canvas) return Number.NaN;
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
}

describe("the theme", () => {
  it("follows the system, and the user's choice survives a reload", async () => {
    const chat = await openChat(browser, { as: { colorScheme: "dark" } });
    await chat.composer.waitFor();
    expect(await brightness(chat.page)).toBeLessThan(80);
    await chat.page.getByRole("button", { name: "Theme" }).click();
    await chat.page.getByRole("menuitemradio", { name: "Light" }).click();
    await expect.poll(() => brightness(chat.page)).toBeGreaterThan(180);
    await chat.page.reload();
    await chat.composer.waitFor();
    expect(await brightness(chat.page)).toBeGreaterThan(180);
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });
});
