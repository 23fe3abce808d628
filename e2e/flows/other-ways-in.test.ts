import type { Page } from "playwright";
import { describe, expect, inject, it } from "vitest";
import { FAST } from "../api/chat.ts";
import { threadIdsOf } from "../api/guest.ts";
import { codeFor } from "../api/letters.ts";
import type { ChatPage } from "../browser/chat-page.ts";
import { DEVICES } from "../browser/phone.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { watchedChats } from "../browser/watched-chats.ts";
import { fillInSignIn, signInForm } from "./sign-in-form.ts";

const open = watchedChats();

/** Passkeys belong to a domain name; this machine's own is localhost. */
const named = () => inject("stack").web.replace("127.0.0.1", "localhost");

const newAddress = () => `shopper-${crypto.randomUUID().slice(0, 8)}@sendcat.test`;

/** Adds a virtual device with a screen lock; `verify(false)`: its owner declines to unlock it. */
async function addAuthenticator({ page, context }: ChatPage) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const verify = async (isUserVerified: boolean) =>
    await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  return { verify };
}

async function addPasskey(page: Page, email: string): Promise<void> {
  const sinceMs = Date.now();
  await page.getByRole("button", { name: "Add a passkey" }).press("Enter");
  await page.getByLabel("Code from the e-mail").waitFor();
  await page.keyboard.type(await codeFor(inject("stack").mail, email, sinceMs));
  await page.keyboard.press("Enter");
}

describe.each(DEVICES)("a passkey: %s", (_, as) => {
  it("is added with a code sent by e-mail, signs its user in, and stops working once it is removed", async () => {
    const chat = await open({ web: named(), as: { ...as, baseURL: named() }, path: "/account" });
    const { page } = chat;
    const device = await addAuthenticator(chat);
    const email = newAddress();
    await chat.see(signInForm(page));
    await signInForm(page).getByLabel("Your e-mail address").focus();
    await fillInSignIn(page, { email, inbox: inject("stack").mail });
    await chat.see(page.getByText("You are signed in as"));
    const account = await chat.guest();

    // Declining changes nothing.
    await device.verify(false);
    await addPasskey(page, email);
    await chat.see(page.getByText("No passkey was added"));
    await device.verify(true);
    await addPasskey(page, email);
    await chat.see(page.getByText("Your passkey was added"));
    await chat.see(page.getByRole("list", { name: "Your passkeys" }).getByRole("listitem"));
    expect(await violationsOf(page)).toEqual([]);

    await page.getByRole("button", { name: "Sign out", exact: true }).press("Enter");
    await page.waitForURL("**/");
    expect((await chat.guest()).userId).not.toBe(account.userId);
    await page.goto("/account");
    await page.getByRole("button", { name: "Sign in with a passkey" }).press("Enter");
    await chat.see(page.getByText("You are signed in as"));
    expect((await chat.guest()).userId).toBe(account.userId);

    await page.getByRole("button", { name: /^Remove Passkey/ }).press("Enter");
    await page.getByRole("list", { name: "Your passkeys" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Sign out", exact: true }).press("Enter");
    await page.waitForURL("**/");
    await page.goto("/account");
    await page.getByRole("button", { name: "Sign in with a passkey" }).press("Enter");
    await chat.see(page.getByRole("alert").getByText("This passkey is not registered"));
    expect(await violationsOf(page)).toEqual([]);
  });
});

describe.each(DEVICES)("a provider: %s", (_, as, isPhone) => {
  async function leave(chat: ChatPage): Promise<void> {
    const { page } = chat;
    await expect.poll(() => chat.composer.isEnabled()).toBe(true);
    if (isPhone) await page.getByRole("button", { name: "Open conversations" }).press("Enter");
    await page.getByRole("button", { name: "Sign in" }).press("Enter");
    await page.getByRole("button", { name: "Continue with Island ID" }).press("Enter");
    await page.waitForURL("**/authorize?**");
  }

  it("signs its user in, returns to the same conversation, and opens the same account as a code sent by e-mail", async () => {
    const chat = await open({ as });
    const { page } = chat;
    await chat.ask(`${FAST} Which blender?`);
    await chat.answerIs("complete");
    const thread = page.url();
    const email = newAddress();
    await leave(chat);
    await page.getByLabel("Your e-mail address").fill(email);
    await page.keyboard.press("Enter");
    await page.waitForURL(thread);
    await chat.answerIs("complete", 1);
    const account = await chat.guest();
    expect(await threadIdsOf(account)).toEqual([chat.threadId()]);
    expect(page.url()).not.toContain("code=");

    const other = await open({ as, path: "/account" });
    await signInForm(other.page).getByLabel("Your e-mail address").focus();
    await fillInSignIn(other.page, { email, inbox: inject("stack").mail });
    await other.see(other.page.getByText("You are signed in as"));
    expect((await other.guest()).userId).toBe(account.userId);
  });

  it("does not sign in an unconfirmed address, a user who cancels, or a user who follows an attacker's link with a code", async () => {
    const chat = await open({ as });
    const { page } = chat;
    const { userId } = await chat.guest();
    await leave(chat);
    await page.getByLabel("Your e-mail address").fill(newAddress());
    await page.getByLabel("The address was confirmed").uncheck();
    await page.getByRole("button", { name: "Continue" }).press("Enter");
    await chat.see(page.getByRole("alert").getByText("That did not work"));
    expect(await violationsOf(page)).toEqual([]);

    await page.goto("/");
    await leave(chat);
    await page.getByRole("button", { name: "Cancel" }).press("Enter");
    await chat.see(page.getByRole("alert").getByText("You have not signed in"));

    await page.goto("/sign-in/islandid?code=somebody-elses&state=somebody-elses");
    await chat.see(page.getByRole("alert").getByText("was not started in this tab"));
    expect(page.url()).not.toContain("code=");
    expect((await chat.guest()).userId).toBe(userId);
  });
});
