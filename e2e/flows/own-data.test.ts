import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FAST } from "../api/chat.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { DEVICES } from "../browser/phone.ts";
import { pickOption, threadList } from "../browser/thread-options.ts";
import { violationsOf } from "../browser/violations-of.ts";

let browser: Browser;
let chat: ChatPage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
});

describe.each(DEVICES)("a user's own conversation: %s", (_, as, isPhone) => {
  const openList = async (): Promise<void> => {
    if (isPhone) await chat.page.getByRole("button", { name: "Open conversations" }).click();
  };
  const ask = async (text: string): Promise<string> => {
    await chat.page.goto("/");
    await chat.ask(`${FAST} ${text}`);
    await chat.answerIs("complete");
    return chat.threadId();
  };

  it("can be found, renamed, pinned, deleted and restored, by keyboard", async () => {
    chat = await openChat(browser, { as });
    const { page } = chat;
    const kettle = await ask("An electric kettle for Kingston");
    await ask("Running shoes in size nine");
    await openList();
    const title = async () => await threadList(page).locator(`a[href="/t/${kettle}"]`).innerText();
    await chat.see(threadList(page).locator(`a[href="/t/${kettle}"]`));
    await expect.poll(title, { timeout: 15_000 }).toBeTruthy();

    await pickOption(page, kettle, "Rename");
    await page.keyboard.type("My kettle");
    await page.keyboard.press("Enter");
    await expect.poll(title).toBe("My kettle");

    const field = page.getByRole("searchbox", { name: "Search conversations" });
    await field.focus();
    await page.keyboard.type("electric");
    const found = page.getByRole("navigation", { name: "Found conversations" });
    await chat.see(found.getByRole("link", { name: /My kettle/ }));
    await expect.poll(() => found.getByRole("link").count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await pickOption(page, kettle, "Pin");
    await chat.see(page.getByRole("heading", { name: "Pinned" }));
    expect(await violationsOf(page)).toEqual([]);

    await pickOption(page, kettle, "Delete");
    const undo = page.getByRole("button", { name: "Undo" });
    await chat.see(undo);
    await expect.poll(() => threadList(page).getByText("My kettle").count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await undo.focus();
    await page.keyboard.press("Enter");
    await chat.see(threadList(page).getByText("My kettle"));
  });

  it("can be read by anyone with its link, until the user stops sharing", async () => {
    chat = await openChat(browser, { as });
    const { page } = chat;
    const threadId = await ask("Which blender is cheapest?");
    const answer = await chat.answers.last().innerText();
    await openList();
    const link = threadList(page).locator(`a[href="/t/${threadId}"]`);
    await chat.see(link);
    await pickOption(page, threadId, "Share");
    const create = page.getByRole("button", { name: "Create a link" });
    // The button is enabled once the page knows that there is no link yet.
    await expect.poll(() => create.isEnabled(), { timeout: 10_000 }).toBe(true);
    await create.press("Enter");
    const address = page.getByRole("textbox", { name: "Link to this conversation" });
    await chat.see(address);
    expect(await violationsOf(page)).toEqual([]);
    const url = await address.inputValue();

    const stranger = await browser.newContext({ ...as });
    const shown = await stranger.newPage();
    await shown.goto(url);
    await shown.getByTestId("shared-thread").waitFor();
    expect(await shown.getByTestId("shared-thread").innerText()).toContain(answer.slice(0, 40).split("\n")[0] ?? "");
    expect(await shown.locator('meta[name="robots"]').getAttribute("content")).toContain("noindex");
    expect((await new AxeBuilder({ page: shown }).analyze()).violations).toEqual([]);

    await page.getByRole("button", { name: "Stop sharing" }).press("Enter");
    await chat.see(page.getByRole("button", { name: "Create a link" }));
    await shown.reload();
    await shown.getByTestId("share-missing").waitFor();
    expect((await new AxeBuilder({ page: shown }).analyze()).violations).toEqual([]);
    await stranger.close();
  });

  it("can be exported as a file, and deleted for good", async () => {
    chat = await openChat(browser, { as });
    const { page } = chat;
    await ask("A very particular question");
    const guest = await chat.guest();
    await openList();
    await page.getByRole("link", { name: "Account and data" }).press("Enter");
    await page.waitForURL("**/account");
    const asMarkdown = page.getByRole("button", { name: "As Markdown" });
    // The button is enabled once the page knows that no export is running.
    await expect.poll(() => asMarkdown.isEnabled(), { timeout: 20_000 }).toBe(true);
    await asMarkdown.press("Enter");
    const file = page.getByRole("button", { name: /sendcat-1\.md/ });
    await chat.see(file);
    expect(await violationsOf(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent("download"), file.press("Enter")]);
    expect(download.suggestedFilename()).toBe("sendcat-1.md");
    expect(await readFile(await download.path(), "utf8")).toContain("A very particular question");

    await page.getByRole("button", { name: "Delete everything" }).press("Enter");
    await chat.see(page.getByRole("alertdialog"));
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete for good" }).press("Enter");
    await chat.see(page.getByText("We are deleting your data"));
    expect(await violationsOf(page)).toEqual([]);
    const threadsOf = async () => {
      const headers = { authorization: `Bearer ${guest.token}` };
      // safe because another shape fails the poll
      const body = (await (await fetch(`${guest.web}/api/threads`, { headers })).json()) as { items: unknown[] };
      return body.items;
    };
    await expect.poll(threadsOf, { timeout: 10_000 }).toEqual([]);
  });
});
