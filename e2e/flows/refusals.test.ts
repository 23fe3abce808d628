import { PLANS } from "@sendcat/shared-types";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, postChat, readStream, turnOf } from "../api/chat.ts";
import { quotaOf } from "../api/guest.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";

const { guest: limits } = PLANS;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Waits for a refusal with this code on the page and returns its text. */
async function refusalOf(chat: ChatPage, code: string): Promise<string> {
  const refusal = chat.page.locator(`[data-testid="refusal"][data-code="${code}"]`).last();
  return (await chat.see(refusal)).innerText();
}

describe("a user who is refused sees why, and when to try again", () => {
  it("when today's messages are used up", async () => {
    const chat = await openChat(browser);
    await chat.ask("Hello");
    await chat.answerIs("complete");
    const guest = await chat.guest();
    const left = (await quotaOf(guest)).turns.remaining;
    expect(left).toBe(limits.turnsPerDay - 1);
    for (let i = 0; i < left; i++) {
      const { done } = await readStream(await postChat(guest, turnOf("[[sim:bench tokens=3 ttft-ms=0]]")));
      expect(done).toBe(true);
    }
    await chat.ask("One more, please");
    const screen = chat.page.getByTestId("quota-screen");
    await chat.see(screen);
    expect(await screen.innerText()).toMatch(new RegExp(`all ${limits.turnsPerDay} messages`));
    expect(await screen.innerText()).toMatch(/New messages at/);
    // The conversation so far can still be read, also after a reload.
    await chat.page.reload();
    await chat.answerIs("complete", 1);
    await chat.see(screen);
    expect((await messagesOf(guest, chat.threadId())).map(({ role }) => role)).toEqual(["user", "assistant"]);
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });

  it("when too many of their answers are being written", async () => {
    const chat = await openChat(browser);
    await chat.composer.waitFor();
    const guest = await chat.guest();
    const slow = await Promise.all(
      Array.from({ length: limits.maxInFlight }, () =>
        postChat(guest, turnOf("[[sim:bench tokens=2000 tokens-per-second=20]]")),
      ),
    );
    expect(slow.map(({ status }) => status)).toEqual(slow.map(() => 200));
    await chat.ask("And one more");
    expect(await refusalOf(chat, "too_many_streams")).toMatch(/Another answer is still being written/);
    for (const answer of slow) {
      const stop = await fetch(`${guest.web}/api/chat/${answer.headers.get("x-sendcat-turn")}/stop`, {
        method: "POST",
        headers: { authorization: `Bearer ${guest.token}` },
      });
      expect(stop.status).toBeLessThan(300);
      await readStream(answer);
    }
    await expect.poll(async () => (await quotaOf(guest)).inFlight.used, { timeout: 10_000 }).toBe(0);
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });

  it("when the model provider is down, and gets an answer when it is back", async () => {
    const chat = await openChat(browser);
    await chat.ask("[[sim:503 retry-after=1]] Is anybody there?");
    expect(await refusalOf(chat, "provider_unavailable")).toMatch(/not available/);
    await chat.ask("Hello");
    await chat.answerIs("complete");
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });

  it("when an answer fails halfway, and keeps the text so far", async () => {
    const chat = await openChat(browser);
    await chat.ask("[[sim:error-midstream after=40]] Compare three air fryers under J$25,000, delivered to Kingston");
    const answer = await chat.answerIs("failed");
    expect((await answer.innerText()).length).toBeGreaterThan(60);
    expect(await chat.page.getByTestId("refusal").count()).toBeGreaterThan(0);
    expect((await messagesOf(await chat.guest(), chat.threadId())).at(-1)?.status).toBe("failed");
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });
});
