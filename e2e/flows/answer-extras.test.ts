import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { describe, expect, it } from "vitest";
import { DEVICES } from "../browser/phone.ts";
import { pickOption, threadList } from "../browser/thread-options.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { watchedChats } from "../browser/watched-chats.ts";

const open = watchedChats();

const SLOW = "[[sim:pace tokens-per-second=8]] [[sim:no-tools]]";

const sourcesOf = (answer: Locator): Locator => answer.getByTestId("answer-sources");

async function linksOf(answer: Locator): Promise<readonly (readonly [href: string | null, rel: string | null])[]> {
  const links = await sourcesOf(answer).locator("a").all();
  return await Promise.all(
    links.map(async (link) => [await link.getAttribute("href"), await link.getAttribute("rel")] as const),
  );
}

async function isPictureShown(picture: Locator): Promise<boolean> {
  return await picture.locator("img").evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0);
}

async function overflowOf(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

describe.each(DEVICES)("an answer with sources and pictures: %s", (_, as, isPhone) => {
  it("shows them while it streams, after a reload and in the shared conversation", { timeout: 180_000 }, async () => {
    const chat = await open({ as });
    const { page } = chat;
    await chat.ask(`${SLOW} [[sim:extras sources=3 pictures=1]] Which kettle is cheapest?`);
    const streaming = page.locator("[data-testid=assistant-message][data-status=streaming]");
    await chat.see(sourcesOf(streaming).getByRole("link", { name: "Duty on parcels, part 1" }));
    await chat.see(streaming.getByTestId("answer-picture").locator("img"));
    await chat.answerIs("complete");

    const areShown = async (on: Page, answer: Locator): Promise<void> => {
      await answer.getByTestId("answer-picture").locator("img").waitFor();
      const rel = "noopener noreferrer nofollow ugc";
      expect(await linksOf(answer)).toEqual([1, 2, 3].map((n) => [`https://example.com/source/${n}`, rel]));
      expect(await answer.getByTestId("answer-picture").count()).toBe(1);
      await expect.poll(() => isPictureShown(answer.getByTestId("answer-picture"))).toBe(true);
      expect(await overflowOf(on)).toBeLessThanOrEqual(0);
    };
    await areShown(page, chat.answers.last());
    await page.reload();
    await areShown(page, chat.answers.last());
    expect(await violationsOf(page)).toEqual([]);

    await chat.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy answer" }).last().click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain("- Duty on parcels, part 3: https://example.com/source/3");

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
    await areShown(shared, shared.getByTestId("shared-thread"));
    expect((await new AxeBuilder({ page: shared }).analyze()).violations).toEqual([]);
  });

  it("shows hostile ones as text and safe links, and few of many", { timeout: 120_000 }, async () => {
    const chat = await open({ as });
    const { page } = chat;
    await chat.ask("[[sim:extras sources=5000 pictures=8 hostile=1]] [[sim:no-tools]] Which kettle is cheapest?");
    const answer = await chat.answerIs("complete");
    await sourcesOf(answer).locator("summary").click();
    const links = await linksOf(answer);
    expect(links).toHaveLength(20);
    expect(links.filter(([href]) => !href?.startsWith("https://example.com/"))).toEqual([]);
    expect(await sourcesOf(answer).locator("a").first().innerText()).toBe(
      "gnp.exe **bold** [link](javascript:alert(1))",
    );
    expect(await sourcesOf(answer).locator("img, a a, strong").count()).toBe(0);
    await expect.poll(() => answer.getByTestId("answer-picture").count()).toBe(4);
    expect(await answer.innerText()).toContain("A picture in this answer could not be shown.");
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOf(page)).toEqual([]);
  });
});
