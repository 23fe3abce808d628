import { describe, expect, it } from "vitest";
import { ECHO, messagesOf, textOf } from "../api/chat.ts";
import type { ChatPage } from "../browser/chat-page.ts";
import { threadList } from "../browser/thread-options.ts";
import { watchedChats } from "../browser/watched-chats.ts";

const open = watchedChats();

const SLOW = "[[sim:echo ttft-ms=0 tokens-per-second=8]]";

const welcome = async (chat: ChatPage): Promise<void> =>
  void (await chat.see(chat.page.getByRole("heading", { name: "What are you shopping for?" })));

/** The questions of a conversation, without the simulator's directives. */
async function questions(chat: ChatPage, threadId: string): Promise<readonly string[]> {
  const messages = await messagesOf(await chat.guest(), threadId);
  return messages.flatMap((one) => (one.role === "user" ? textOf(one).replace(/^\[\[.*?\]\] /, "") : []));
}

async function askAndWait(chat: ChatPage, text: string): Promise<string> {
  await chat.ask(`${ECHO} ${text}`);
  await chat.answerIs("complete");
  return chat.threadId();
}

describe("the start page", () => {
  it("starts a new conversation when the user returns to it by Back, Forward or a reload", async () => {
    const chat = await open();
    const first = await askAndWait(chat, "a kettle");
    await chat.page.goBack();
    await welcome(chat);
    const second = await askAndWait(chat, "a phone");
    expect(second).not.toBe(first);
    await chat.page.goBack();
    await welcome(chat);
    await chat.page.reload();
    await welcome(chat);
    await chat.page.goForward();
    await expect.poll(() => chat.threadId()).toBe(second);
    await chat.answerIs("complete", 1);
    await chat.page.goBack();
    await welcome(chat);
    const third = await askAndWait(chat, "a fan");
    expect(await questions(chat, first)).toEqual(["a kettle"]);
    expect(await questions(chat, second)).toEqual(["a phone"]);
    expect(await questions(chat, third)).toEqual(["a fan"]);
  });

  it("starts a new conversation while the last one is still being answered, and that answer continues", async () => {
    const chat = await open();
    const long = Array.from({ length: 40 }, (_, n) => `word${n}`).join(" ");
    await chat.ask(`${SLOW} ${long}`);
    await chat.answerIs("streaming");
    const first = chat.threadId();
    await chat.page.goBack();
    await welcome(chat);
    const second = await askAndWait(chat, "a phone");
    expect(second).not.toBe(first);
    await threadList(chat.page).locator(`a[href="/t/${first}"]`).click();
    await chat.answerIs("complete", 1);
    await chat.see(chat.answers.last().getByText("word39"));
    expect(await questions(chat, first)).toEqual([long]);
    expect(await questions(chat, second)).toEqual(["a phone"]);
  });

  it("starts a new conversation when the user goes back while sending", async () => {
    const chat = await open();
    await chat.composer.fill(`${ECHO} a kettle`);
    await chat.page.getByRole("button", { name: "Send message" }).evaluate((button: HTMLElement) => {
      button.click();
      setTimeout(() => window.history.back());
    });
    await expect.poll(() => new URL(chat.page.url()).pathname).toBe("/");
    await welcome(chat);
    const second = await askAndWait(chat, "a phone");
    expect(await questions(chat, second)).toEqual(["a phone"]);
  });

  it("starts one by its button, and sends a message once even when Enter is pressed twice", async () => {
    const chat = await open();
    const first = await askAndWait(chat, "a kettle");
    await chat.page.getByRole("button", { name: "New conversation" }).first().click();
    await welcome(chat);
    await chat.composer.fill(`${ECHO} a phone`);
    await chat.composer.press("Enter");
    await chat.composer.press("Enter");
    await chat.answerIs("complete", 1);
    expect(chat.threadId()).not.toBe(first);
    expect(await questions(chat, chat.threadId())).toEqual(["a phone"]);
    expect(await questions(chat, first)).toEqual(["a kettle"]);
  });
});
