import { serviceDay } from "@sendcat/shared-types";
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { postChat, readStream, turnOf } from "../api/chat.ts";
import { newGuest, type Guest } from "../api/guest.ts";
import { genuineToken } from "../api/tokens.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { TIGHT_POLICY } from "../stack/policies.ts";
import { redisCommand } from "../stack/redis-rest.ts";

const FAST = "[[sim:pace ttft-ms=0 tokens-per-second=0]]";

let browser: Browser;
let stack: OwnStack;
let chat: ChatPage;
beforeAll(async () => {
  browser = await openBrowser();
  stack = await startOwnStack({ policy: TIGHT_POLICY });
});
afterAll(async () => {
  await stack?.close();
  await browser.close();
});
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
});

const open = async (path = "/") => (chat = await openChat(browser, { web: stack.web, path }));
const screen = () => chat.page.getByTestId("quota-screen");
const scope = () => screen().getAttribute("data-scope");

/** Uses up the guest's three messages of the rolling window. */
async function useUpWindow(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await chat.ask(`${FAST} Hello ${i}`);
    await chat.answerIs("complete");
  }
}

/** Starts an answer that takes a place; the function returned stops it. */
async function takePlace(guest: Guest): Promise<() => Promise<void>> {
  const answer = await postChat(guest, turnOf("[[sim:bench tokens=4000 tokens-per-second=20]]"));
  expect(answer.status).toBe(200);
  return async () => {
    const stop = `${guest.web}/api/chat/${answer.headers.get("x-sendcat-turn")}/stop`;
    await fetch(stop, { method: "POST", headers: { authorization: `Bearer ${guest.token}` } });
    await readStream(answer);
  };
}

describe("a user who has used up a limit", () => {
  it("sees which one and until when, in every tab, and can continue at that time", async () => {
    await open();
    await chat.ask(`${FAST} Hello`);
    await chat.answerIs("complete");
    const other = await openChat(browser, { context: chat.context, path: `/t/${chat.threadId()}` });
    await other.answerIs("complete", 1);
    // The same guest sends more messages elsewhere, which these tabs do not know.
    const guest = await chat.guest();
    for (let i = 0; i < 2; i++) await readStream(await postChat(guest, turnOf(`${FAST} Hello ${i}`)));
    await chat.ask(`${FAST} One more, please`);
    await chat.see(screen());
    expect(await scope()).toBe("user.turns_per_window");
    expect(await screen().innerText()).toMatch(/all 3 messages of the last 24 seconds/);
    // The other tab shows the same without asking the service.
    await other.see(other.page.getByTestId("quota-screen"));

    const secondsLeft = async () => Number(/in (\d+) s/.exec(await screen().innerText())?.[1] ?? 0);
    const first = await secondsLeft();
    expect(first).toBeGreaterThan(0);
    await expect.poll(secondsLeft, { timeout: 5_000 }).toBeLessThan(first);
    expect(await violationsOf(chat.page)).toEqual([]);
    const goOn = chat.page.getByRole("button", { name: "Continue chatting" });
    await goOn.waitFor({ timeout: 30_000 });
    await goOn.press("Enter");
    await chat.answerIs("complete", 2);
    // The window had room for only one message. When it has room for the next, the other tab can continue too.
    await other.answerIs("complete", 2);
    await other.page.getByRole("button", { name: "Continue chatting" }).click({ timeout: 30_000 });
    await other.see(other.composer);
  });

  it("can get from that screen to the larger plans, by keyboard", async () => {
    await open();
    await useUpWindow();
    await chat.see(screen());
    const plans = chat.page.getByRole("link", { name: "See plans with more" });
    const thread = chat.threadId();
    await plans.focus();
    await chat.page.keyboard.press("Enter");
    await chat.page.waitForURL(`**/plans?thread=${thread}`);
    await chat.see(chat.page.getByRole("heading", { name: "Plans", level: 1 }));
    expect(await chat.page.getByTestId("plan-plus").innerText()).toMatch(/300 messages a day/);
    expect(await violationsOf(chat.page)).toEqual([]);
    await chat.page.getByRole("link", { name: "Back to the chat" }).click();
    await chat.page.waitForURL(`**/t/${thread}`);
    await chat.see(chat.answers.first());
  });

  it("sees a different text when the day's tokens are used up than when the service's daily spend is", async () => {
    await open();
    await chat.ask(`${FAST} Hello`);
    await chat.answerIs("complete");
    const day = serviceDay(Date.now(), "America/Jamaica").name;
    const { userId } = await chat.guest();
    const user = `sendcat:{quota}:v2:user:${encodeURIComponent(userId)}`;
    await redisCommand(stack.redis, ["HSET", user, `tokens|${day}`, 1_000_000]);
    await chat.ask(`${FAST} And now?`);
    await chat.see(screen());
    expect(await scope()).toBe("user.tokens_per_day");
    expect(await screen().innerText()).toMatch(/reached today’s text limit/);

    await redisCommand(stack.redis, ["HSET", user, `tokens|${day}`, 0]);
    const spend = `sendcat:{quota}:v2:spend:${day}`;
    const before = Number(await redisCommand(stack.redis, ["HGET", spend, "settled|guest"]));
    await redisCommand(stack.redis, ["HSET", spend, "settled|guest", 39_999_999]);
    try {
      const next = await openChat(browser, { web: stack.web });
      await next.ask(`${FAST} Hello`);
      await next.see(next.page.getByTestId("quota-screen"));
      expect(await next.page.getByTestId("quota-screen").getAttribute("data-scope")).toBe("service.spend_per_day");
      expect(await next.page.getByTestId("quota-screen").innerText()).toMatch(/closed for today[^]*Open again at/);
      expect(await violationsOf(next.page)).toEqual([]);
      await next.close();
    } finally {
      await redisCommand(stack.redis, ["HSET", spend, "settled|guest", before]);
    }
  });
});

describe("a user who comes when the service is busy", () => {
  it("sees how long to wait, and the message is sent again automatically and answered", async () => {
    await open();
    const regular = await accountHolder();
    const places = [await takePlace(regular), await takePlace(regular)];
    await chat.ask(`${FAST} Is there room?`);
    const notice = chat.page.locator('[data-testid="refusal"][data-code="capacity_saturated"]');
    await chat.see(notice);
    expect(await notice.innerText()).toMatch(/Sendcat is busy[^]*sent again automatically in \d+ s/);
    expect(await notice.getAttribute("role")).toBe("alert");
    expect(await violationsOf(chat.page)).toEqual([]);
    for (const leave of places) await leave();
    await chat.answerIs("complete", 1);
    expect(await notice.count()).toBe(0);
  });

  it("can stop the message from being sent again", async () => {
    await open();
    const regular = await accountHolder();
    const places = [await takePlace(regular), await takePlace(regular)];
    await chat.ask(`${FAST} Is there room?`);
    await chat.page.getByRole("button", { name: "Don’t send" }).press("Enter");
    const again = chat.page.getByRole("button", { name: /^Try again$/ });
    await chat.see(again);
    for (const leave of places) await leave();
    await again.press("Enter");
    await chat.answerIs("complete", 1);
  });

  it("is admitted after their device's proof of work, without doing anything", async () => {
    await open();
    const leave = await takePlace(await accountHolder());
    await chat.ask(`${FAST} I am a person`);
    await chat.answerIs("complete", 1);
    await leave();
    const refused = stack
      .events()
      .filter(({ event, code }) => event === "request-refused" && code === "proof_required");
    expect(refused).toHaveLength(1);
  });
});

/** A user with an account needs no proof of work. */
async function accountHolder(): Promise<Guest> {
  const guest = await newGuest(stack.web);
  const authority = { signingKey: stack.signingKey, issuer: stack.web };
  const userId = `user-${crypto.randomUUID()}`;
  const claims = { subject: userId, expiresInSeconds: 600, kind: "user", plan: "plus", authority } as const;
  return { ...guest, userId, token: await genuineToken(claims) };
}
