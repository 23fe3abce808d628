import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FAST } from "../api/chat.ts";
import { quotaOf } from "../api/guest.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { DEVICES } from "../browser/phone.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { fillInSignIn } from "./sign-in-form.ts";

let browser: Browser;
let stack: OwnStack;
let chat: ChatPage;
beforeAll(async () => {
  browser = await openBrowser();
  const policy = { plans: { guest: { turnsPerDay: 1 }, free: { turnsPerDay: 2 } }, failure: PATIENT };
  stack = await startOwnStack({ policy });
});
afterAll(async () => {
  await stack?.close();
  await browser?.close();
});
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
});

const DECLINED = "4000 0000 0000 0002";
const screen = () => chat.page.getByTestId("quota-screen");

describe.each(DEVICES)("a user who needs more messages: %s", (_, as) => {
  it("can sign in and pay from the screen that says the limit is reached, and then send the next message", async () => {
    chat = await openChat(browser, { web: stack.web, as });
    const { page } = chat;
    await chat.ask(`${FAST} The first`);
    await chat.answerIs("complete", 1);
    const threadId = chat.threadId();

    // A guest has one message a day, a free account two.
    await chat.see(screen());
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign in for more" }).press("Enter");
    const email = `buyer-${crypto.randomUUID().slice(0, 8)}@sendcat.test`;
    await fillInSignIn(page, { email, inbox: stack.mail });
    await screen().waitFor({ state: "hidden" });
    await chat.ask(`${FAST} The second`);
    await chat.answerIs("complete", 2);

    // Now the free plan is used up.
    await chat.see(screen());
    await page.getByRole("link", { name: "See plans with more" }).press("Enter");
    await page.waitForURL("**/plans?thread=*");
    await chat.see(page.getByTestId("plan-free").getByText("Your plan"));
    await page.getByRole("radio", { name: "Jamaican dollars" }).press("Space");
    await chat.see(page.getByTestId("plan-plus").getByText("J$950"));
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Choose Plus" }).press("Enter");

    await page.getByLabel("Card number").fill(DECLINED);
    await page.getByRole("button", { name: "Pay" }).press("Enter");
    await chat.see(page.getByRole("alert").getByText("Your card was declined"));
    await page.getByRole("button", { name: "Pay" }).press("Enter");

    await page.waitForURL(`**/t/${threadId}`);
    const bought = page.getByTestId("bought");
    await chat.see(bought.getByText("You are on Plus now"));
    expect(await violationsOf(page)).toEqual([]);
    await chat.ask(`${FAST} The third`);
    await chat.answerIs("complete", 3);
    expect(await quotaOf(await chat.guest())).toMatchObject({ plan: "plus", turns: { used: 3 } });

    await page.goto("/account");
    await page.getByRole("button", { name: /Change or end the plan/ }).press("Enter");
    await page.getByRole("button", { name: "End at the end of the period" }).press("Enter");
    await chat.see(page.getByText("ends at the end of the period"));
    await page.getByRole("link", { name: "Return to Sendcat" }).press("Enter");
    await chat.see(page.getByText("You are on Plus"));
    expect(await violationsOf(page)).toEqual([]);
  });

  it("has their refused message sent automatically after they pay", async () => {
    chat = await openChat(browser, { web: stack.web, as });
    const { page } = chat;
    // The page does not know that the limit is used up elsewhere until it asks.
    await chat.composer.fill("Please wait");
    await expect.poll(() => page.getByTestId("quota-meter").innerText()).toContain("0 of 1");
    const guest = await chat.guest();
    const headers = { "content-type": "application/json", authorization: `Bearer ${guest.token}` };
    const words = { id: crypto.randomUUID(), parts: [{ type: "text", text: `${FAST} elsewhere` }] };
    const turn = { trigger: "submit-message", turnId: crypto.randomUUID(), threadId: crypto.randomUUID() };
    const elsewhere = await fetch(`${stack.web}/api/chat`, {
      method: "POST",
      headers,
      body: JSON.stringify({ ...turn, message: words }),
    });
    await elsewhere.text();
    await chat.ask(`${FAST} Please answer this one`);
    await chat.see(screen());
    const threadId = chat.threadId();

    await page.getByRole("link", { name: "See plans with more" }).press("Enter");
    const choose = page.getByRole("button", { name: "Choose Pro" });
    // The button is enabled once the page knows the user.
    await expect.poll(() => choose.isEnabled(), { timeout: 20_000 }).toBe(true);
    await choose.press("Enter");
    const email = `buyer-${crypto.randomUUID().slice(0, 8)}@sendcat.test`;
    await fillInSignIn(page, { email, inbox: stack.mail });
    await page.getByRole("button", { name: "Pay" }).press("Enter");
    await page.waitForURL(`**/t/${threadId}`);
    await chat.answerIs("complete", 1);
    expect(await page.getByText("Please answer this one").count()).toBeGreaterThan(0);
    await page.reload();
    await chat.answerIs("complete", 1);
    expect(await page.getByTestId("bought").count()).toBe(0);
  });
});
