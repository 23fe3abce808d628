import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, textOf } from "../api/chat.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat, textOnPage } from "../browser/chat-page.ts";
import { ownPortBase } from "../stack/own-stack.ts";
import { startKillableStack, type KillableStack } from "../stack/killable-stack.ts";

const LONG_QUESTION = "[[sim:bench tokens=400 tokens-per-second=30]] Compare three air fryers";

let browser: Browser;
let dataDir: string;
let portBase: number;
let stack: KillableStack | null = null;
beforeAll(async () => {
  browser = await openBrowser();
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-killed-"));
  portBase = ownPortBase();
});
afterAll(async () => {
  await stack?.stop();
  await browser.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("a stack that is killed in the middle of an answer", () => {
  it("loses no stored message, and shows the answer as cut off, with the text stored so far", async () => {
    stack = await startKillableStack({ portBase, dataDir });
    const chat = await openChat(browser, { web: `http://127.0.0.1:${portBase}` });
    await chat.ask("Hello");
    await chat.answerIs("complete");
    const guest = await chat.guest();
    const before = await messagesOf(guest, chat.threadId());

    await chat.ask(LONG_QUESTION);
    const answer = await chat.answerIs("streaming");
    const startedMs = Date.now();
    // The first checkpoint is stored after a second; an answer that is still growing after two has one.
    await expect
      .poll(async () => Date.now() - startedMs > 2_000 && (await textOnPage(answer)).length > 40, { timeout: 20_000 })
      .toBe(true);
    expect(await answer.getAttribute("data-status")).toBe("streaming");
    await stack.killEverything();
    stack = await startKillableStack({ portBase, dataDir });

    await chat.page.reload();
    await chat.answerIs("interrupted");
    const stored = await messagesOf(guest, chat.threadId());
    expect(stored.slice(0, before.length)).toEqual(before);
    expect(stored.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
    expect(textOf(stored[2])).toBe(LONG_QUESTION);
    expect(stored[3]?.status).toBe("interrupted");
    expect(textOf(stored[3]).length).toBeGreaterThan(20);
    expect((await textOnPage(chat.answers.last())).length).toBeGreaterThan(20);

    await chat.ask("Hello again");
    await chat.answerIs("complete");
    const stopped = await stack.stop();
    stack = null;
    expect(stopped).toBe(0);
    await chat.close();
  }, 180_000);
});
