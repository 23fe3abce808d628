import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { openChat, type ChatPage, type OpenOptions } from "./chat-page.ts";
import { openBrowser } from "./open-browser.ts";

/** Opens chats in the test file's browser. After each test it closes them, and fails if a page had an error. */
export function watchedChats(): (options?: OpenOptions) => Promise<ChatPage> {
  let browser: Browser;
  const opened: ChatPage[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const chat of opened.splice(0)) {
      expect(chat.complaints).toEqual([]);
      await chat.close();
    }
  });
  return async (options) => {
    const chat = await openChat(browser, options);
    opened.push(chat);
    return chat;
  };
}
