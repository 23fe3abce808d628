import type { Page } from "playwright";
import { describe, expect, inject, it } from "vitest";
import { ECHO } from "../api/chat.ts";
import { DEVICES } from "../browser/phone.ts";
import { pickOption, threadList } from "../browser/thread-options.ts";
import { watchedChats } from "../browser/watched-chats.ts";

const open = watchedChats();

/** Each of these once broke the page, also after a reload and in the shared link. */
const DEEP: readonly (readonly [name: string, text: string])[] = [
  ["lists", `${"- ".repeat(1_500)}deep in lists`],
  ["stars", `${"* * ".repeat(500)}deep in stars`],
  ["quotes", `${"> ".repeat(1_800)}deep in quotes`],
  ["emphasis", `${"*a ".repeat(900)}deep in emphasis${" b*".repeat(900)}`],
  ["pictures", `${"![".repeat(900)}deep in pictures${"](x)".repeat(900)}`],
  ["elements", `${"<div>".repeat(1_500)}deep in elements`],
];

const PRICES = "J$5,000~J$6,000 or J$7,000~J$8,000; US$20*1.2 is US$24, US$30*1.2 is US$36; $5 and $10";

async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

describe.each(DEVICES)("an answer that nests very deep: %s", (_, as, isPhone) => {
  it("is shown, also after a reload and in the shared conversation", { timeout: 240_000 }, async () => {
    const chat = await open({ as });
    const { page } = chat;
    for (const [, text] of DEEP) {
      await chat.ask(`${ECHO} ${text}`);
      await chat.answerIs("complete");
    }
    const everything = DEEP.map(([name]) => `deep in ${name}`);
    const allShown = async (on: Page, answers: string): Promise<void> => {
      for (const words of everything) await on.locator(answers, { hasText: words }).first().waitFor();
      expect(await overflowOf(on)).toBeLessThanOrEqual(0);
    };
    await allShown(page, "[data-testid=assistant-message] .answer");
    await page.reload();
    await allShown(page, "[data-testid=assistant-message] .answer");

    if (isPhone) await page.getByRole("button", { name: "Open conversations" }).click();
    await chat.see(threadList(page).locator(`a[href="/t/${chat.threadId()}"]`));
    await pickOption(page, chat.threadId(), "Share");
    const create = page.getByRole("button", { name: "Create a link" });
    await expect.poll(() => create.isEnabled(), { timeout: 10_000 }).toBe(true);
    await create.press("Enter");
    const address = page.getByRole("textbox", { name: "Link to this conversation" });
    await chat.see(address);
    const shared = await chat.context.newPage();
    await shared.goto(await address.inputValue());
    await allShown(shared, "[data-testid=shared-thread] .answer");
  });
});

describe("an answer", () => {
  it("shows prices as they were written", async () => {
    const chat = await open();
    await chat.ask(`${ECHO} ${PRICES}`);
    const answer = (await chat.answerIs("complete")).locator(".answer");
    await expect.poll(() => answer.locator("p").innerHTML()).toBe(PRICES);
    await chat.see(chat.page.getByRole("status").filter({ hasText: `Sendcat answered. ${PRICES}` }));
  });

  it("that cannot be formatted is shown as plain text, and the next one is formatted", async () => {
    const chat = await open();
    await chat.page.addInitScript(() => {
      const { matchAll } = String.prototype;
      Reflect.set(String.prototype, "matchAll", function (this: string, pattern: RegExp) {
        if (this.includes("cannot be formatted")) throw new Error("The renderer is broken.");
        return matchAll.call(this, pattern);
      });
    });
    await chat.page.goto(inject("stack").web);
    await chat.ask(`${ECHO} **This** cannot be formatted`);
    const broken = (await chat.answerIs("complete")).locator(".answer");
    expect(await broken.innerText()).toBe("**This** cannot be formatted");
    await chat.ask(`${ECHO} **This** can`);
    await chat.answerIs("complete");
    await chat.see(chat.answers.last().locator("strong", { hasText: "This" }));
    expect(await broken.count()).toBe(1);
  });
});
