import { PUBLIC_PAGES, type SessionResponse } from "@sendcat/shared-types";
import type { Page } from "playwright";
import { describe, expect, inject, it } from "vitest";
import { FAST } from "../api/chat.ts";
import { genuineToken } from "../api/tokens.ts";
import type { ChatPage } from "../browser/chat-page.ts";
import { DEVICES } from "../browser/phone.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { watchedChats } from "../browser/watched-chats.ts";
import { fillInSignIn } from "./sign-in-form.ts";

const open = watchedChats();

/** The page for operators, for a user with that role. */
async function openOps(chat: ChatPage): Promise<Page> {
  const token = await genuineToken({
    subject: "user-olive",
    kind: "user",
    plan: "pro",
    role: "operator",
    expiresInSeconds: 3_600,
  });
  const page = await chat.context.newPage();
  await page.route("**/api/session", async (route) => {
    const user = { id: "user-olive", kind: "user", plan: "pro" } as const;
    await route.fulfill({ json: { token, expiresAtMs: Date.now() + 3_600_000, user } satisfies SessionResponse });
  });
  await page.goto("/ops");
  return page;
}

describe("the pages that app stores and laws ask for", () => {
  it.each(DEVICES)("are linked from the chat and from each other: %s", async (_, as, isPhone) => {
    const chat = await open({ as });
    const { page } = chat;
    if (isPhone) await page.getByRole("button", { name: "Open conversations" }).press("Enter");
    for (const { path, label } of PUBLIC_PAGES) {
      await page.getByRole("navigation", { name: "About Sendcat" }).getByRole("link", { name: label }).press("Enter");
      await page.waitForURL(`**${path}`);
      await chat.see(page.getByTestId("notice").getByRole("heading", { level: 1 }));
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  });

  it.each(PUBLIC_PAGES)("$path can be read in the dark and without scripts", async ({ path }) => {
    const chat = await open({ as: { colorScheme: "dark" } });
    await chat.page.goto(path);
    await chat.see(chat.page.getByTestId("notice"));
    expect(await violationsOf(chat.page)).toEqual([]);
    const html = await (await fetch(`${inject("stack").web}${path}`)).text();
    expect(html).toMatch(/data-testid="notice"[^>]*><h1>/);
    if (path === "/privacy") for (const name of ["OpenRouter", "Convex"]) expect(html).toContain(`<strong>${name}`);
  });

  it.each(DEVICES)("let a user without the app delete the account with one sign-in: %s", async (_, as) => {
    const chat = await open({ as, path: "/delete-account" });
    const { page } = chat;
    const email = `shopper-${crypto.randomUUID().slice(0, 8)}@sendcat.test`;
    await fillInSignIn(page, { email, inbox: inject("stack").mail });
    await chat.see(page.getByText(email));
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete everything" }).press("Enter");
    await page.getByRole("button", { name: "Delete for good" }).press("Enter");
    await chat.see(page.getByText("We are deleting your data"));
    expect(await violationsOf(page)).toEqual([]);
  });
});

describe("a user who finds an answer harmful", () => {
  it.each(DEVICES)("reports it by keyboard, and an operator sees it and marks it as handled: %s", async (_, as) => {
    const chat = await open({ as });
    const { page } = chat;
    await chat.ask(`${FAST} Which kettle?`);
    await chat.answerIs("complete");
    const words = `It names a shop that does not exist ${crypto.randomUUID()}`;
    await page.getByRole("button", { name: "Report answer" }).press("Enter");
    await page.getByRole("radio", { name: "It is wrong or misleading" }).press("Space");
    await page.getByLabel("In your words, if you like").fill(words);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Send the report" }).press("Enter");
    await chat.see(page.getByText("Thank you. We have your report."));
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");

    const ops = await openOps(chat);
    const row = ops.getByTestId("report-row").filter({ hasText: words });
    await chat.see(row);
    expect(await row.innerText()).toContain(chat.threadId());
    expect(await violationsOf(ops)).toEqual([]);
    await row.getByRole("button", { name: "Mark as handled" }).press("Enter");
    await chat.see(row.getByText("Handled by user-olive"));
    expect(await violationsOf(ops)).toEqual([]);
  });
});
