import { describe, expect, inject, it } from "vitest";
import { FAST, postChat, turnOf } from "../api/chat.ts";
import { getAs, quotaOf, threadIdsOf } from "../api/guest.ts";
import { codeFor } from "../api/letters.ts";
import { textOnPage, type ChatPage } from "../browser/chat-page.ts";
import { DEVICES, PHONE } from "../browser/phone.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { watchedChats } from "../browser/watched-chats.ts";
import { fillInSignIn, signInForm } from "./sign-in-form.ts";

const SLOW = "[[sim:bench tokens=160 tokens-per-second=10]]";

const open = watchedChats();

const newAddress = () => `shopper-${crypto.randomUUID().slice(0, 8)}@sendcat.test`;
const form = signInForm;

/** Signs in in the dialog over the chat, by keyboard only. */
async function signIn({ page }: ChatPage, { email, isPhone = false }: { email: string; isPhone?: boolean }) {
  if (isPhone) await page.getByRole("button", { name: "Open conversations" }).press("Enter");
  await page.getByRole("button", { name: "Sign in" }).press("Enter");
  await fillInSignIn(page, { email, inbox: inject("stack").mail });
}

describe.each(DEVICES)("a guest who signs up: %s", (_, as, isPhone) => {
  it("keeps the answer that is being written, the conversation and the count of messages", async () => {
    const chat = await open({ as });
    const guest = await chat.guest();
    await chat.ask(`${SLOW} Which blender?`);
    await chat.answerIs("streaming");
    const email = newAddress();
    await signIn(chat, { email, isPhone });
    expect(await chat.answers.last().getAttribute("data-status")).toBe("streaming");
    await chat.answerIs("complete");
    const text = await textOnPage(chat.answers.last());
    expect(text.split(/\s+/)).toHaveLength(160);

    const account = await chat.guest();
    expect(account.userId).toBe(guest.userId);
    expect((await getAs(account, "/api/quota")).body).toMatchObject({ plan: "free", turns: { used: 1 } });
    expect(await threadIdsOf(account)).toEqual([chat.threadId()]);
    await chat.page.reload();
    expect(await textOnPage(await chat.answerIs("complete", 1))).toBe(text);
    await chat.ask(`${FAST} And now?`);
    await chat.answerIs("complete", 2);
    expect((await quotaOf(account)).turns.used).toBe(2);
    // The guest's token can no longer start a turn.
    expect((await postChat(guest, turnOf(`${FAST} As the guest`))).status).toBe(401);
  });
});

describe("an account", () => {
  it("takes over the guest conversations of each device once, and can be signed out on all devices at once", async () => {
    const email = newAddress();
    const first = await open();
    await first.ask(`${FAST} From the first device`);
    await first.answerIs("complete");
    await signIn(first, { email });

    const second = await open();
    await second.ask(`${FAST} From the second device`);
    await second.answerIs("complete");
    await signIn(second, { email });
    const account = await second.guest();
    expect(account.userId).toBe((await first.guest()).userId);
    await expect.poll(async () => (await threadIdsOf(account)).length, { timeout: 15_000 }).toBe(2);
    await expect.poll(async () => (await quotaOf(account)).turns.used, { timeout: 15_000 }).toBe(2);
    await second.see(second.page.getByRole("navigation", { name: "Conversations" }).getByRole("listitem").nth(1));

    // A third device has no conversations to add, and none are added twice.
    const third = await open();
    await signIn(third, { email });
    expect(await threadIdsOf(await third.guest())).toHaveLength(2);
    expect((await quotaOf(account)).turns.used).toBe(2);

    await third.page.goto("/account");
    await third.see(third.page.getByText(email));
    expect(await violationsOf(third.page)).toEqual([]);
    await third.page.getByRole("button", { name: "Sign out on every device" }).press("Enter");
    await third.page.waitForURL("**/");
    for (const device of [first, second, third]) expect((await device.guest()).userId).not.toBe(account.userId);
  });

  it("can be opened with its password once one is set, and not with a wrong one", async () => {
    const email = newAddress();
    const chat = await open({ as: PHONE });
    await signIn(chat, { email, isPhone: true });
    const { page } = chat;
    await page.goto("/account");
    const sinceMs = Date.now();
    await page.getByRole("button", { name: "Set or change the password" }).press("Enter");
    await page.getByLabel("Code from the e-mail").waitFor();
    await page.keyboard.type(await codeFor(inject("stack").mail, email, sinceMs));
    await page.getByLabel("New password").fill("correct horse battery");
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Set the password" }).press("Enter");
    await chat.see(page.getByText("Your password is set"));

    const other = await open();
    await other.page.goto("/account");
    await other.page.getByRole("button", { name: "Sign in with a password" }).press("Enter");
    await form(other.page).getByLabel("Your e-mail address").fill(email);
    await form(other.page).getByLabel("Password").fill("wrong horse");
    await other.page.keyboard.press("Enter");
    await other.see(form(other.page).getByRole("alert"));
    expect(await form(other.page).getByRole("alert").innerText()).toMatch(/Wrong email address or password/);
    expect(await violationsOf(other.page)).toEqual([]);
    await form(other.page).getByLabel("Password").fill("correct horse battery");
    await other.page.keyboard.press("Enter");
    await other.see(other.page.getByText("You are signed in as"));
  });

  it("is not opened by a wrong code, and the page says so", async () => {
    const chat = await open();
    const { page } = chat;
    await page.getByRole("button", { name: "Sign in" }).press("Enter");
    await form(page).getByLabel("Your e-mail address").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.type(newAddress());
    await page.keyboard.press("Enter");
    await form(page).getByLabel("Code from the e-mail").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.type("000000");
    await page.keyboard.press("Enter");
    await chat.see(form(page).getByRole("alert"));
    expect(await form(page).getByRole("alert").innerText()).toMatch(/wrong, too old/);
    expect((await chat.guest()).userId).toMatch(/^guest:/);
    await page.keyboard.press("Escape");
    await form(page).waitFor({ state: "hidden" });
  });

  it("does not show, when a code is requested, whether an address has an account", async () => {
    const known = newAddress();
    const chat = await open();
    await signIn(chat, { email: known });
    const ask = async (email: string, purpose: string) => {
      const { web } = inject("stack");
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ email, purpose });
      const response = await fetch(`${web}/api/account/code`, { method: "POST", headers, body });
      return [response.status, await response.text()];
    };
    for (const purpose of ["sign-in", "password"])
      expect(await ask(known, purpose)).toEqual(await ask(newAddress(), purpose));
  });
});
