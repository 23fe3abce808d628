import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionsOf, ENDING_TABLE, ENDINGS, endingSentence, type Ending } from "@sendcat/shared-types";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messagesOf, postChat, textOf, turnOf } from "../api/chat.ts";
import { quotaOf } from "../api/guest.ts";
import { textOnPage, type ChatPage } from "../browser/chat-page.ts";
import { DEVICES } from "../browser/phone.ts";
import { pickOption, threadList } from "../browser/thread-options.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { watchedChats } from "../browser/watched-chats.ts";
import { ROOMY_POLICY } from "../stack/policies.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { startSecondHost } from "../stack/second-host.ts";

interface Way {
  /** The question that makes the simulator end its answer like this. */
  readonly question: string;
  /** What ends it, if not the simulator. */
  readonly by?: "stop" | "killed host";
  /** The answer as it would be without the ending, and how its rest ends: where it can be continued. */
  readonly whole?: RegExp;
  readonly restEnds?: Ending;
}

const FAST = "ttft-ms=0 tokens-per-second=0";
const SLOW = "[[sim:bench tokens=50 tokens-per-second=8]]";
const ALL_FIFTY = /^(the parcel left Miami .*){1,2}$/;

/** How each ending is brought about. One without a way does not compile. */
const WAYS: Readonly<Record<Ending, Way>> = {
  complete: { question: `[[sim:echo ${FAST}]] Duty on phones is 20 percent.` },
  truncated: {
    question: `[[sim:echo limit=3 ${FAST}]] Duty on phones is 20 percent.`,
    whole: /^Duty on phones is 20 percent\.$/,
  },
  filtered: { question: `[[sim:echo finish=content_filter ${FAST}]] Here is how you` },
  refused: { question: `[[sim:echo chunk=refusal ${FAST}]] I cannot help with that parcel.` },
  empty: { question: "What is the duty on phones? [[sim:empty]]" },
  stopped: { question: `${SLOW} Compare three air fryers`, by: "stop", whole: ALL_FIFTY },
  failed: {
    question: `[[sim:cut-midstream after=3]] [[sim:bench tokens=6 ${FAST}]] Compare three kettles`,
    whole: /^the parcel left Miami on a$/,
    restEnds: "failed",
  },
  interrupted: { question: `${SLOW} Compare three blenders`, by: "killed host", whole: ALL_FIFTY },
};

/** Pictures of every ending, for people to look at. */
const PICTURES = join(tmpdir(), "sendcat-endings");

let stack: OwnStack;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  stack = await startOwnStack({ policy: ROOMY_POLICY });
});
afterAll(async () => await stack?.close());
const open = watchedChats();

/** Brings an ending about as the last answer of a conversation. */
async function bringAbout(chat: ChatPage, ending: Ending): Promise<void> {
  const { question, by } = WAYS[ending];
  if (by === "killed host") return await withKilledHost(chat, question);
  await chat.ask(question);
  if (by === "stop") {
    const answer = await chat.answerIs("streaming");
    await expect.poll(async () => (await textOnPage(answer)).length).toBeGreaterThan(10);
    await chat.page.getByRole("button", { name: "Stop answering" }).click();
  }
  await chat.answerIs(ending);
}

async function withKilledHost(chat: ChatPage, question: string): Promise<void> {
  const host = await startSecondHost(stack, ROOMY_POLICY);
  const count = (await chat.answers.count()) + 1;
  const guest = { ...(await chat.guest()), web: host.web };
  const response = await postChat(guest, turnOf(question, { threadId: chat.threadId() }));
  expect(response.status).toBe(200);
  const answer = await chat.answerIs("streaming", count);
  // Words that this page has are stored: it reads them from the checkpoints.
  await expect.poll(async () => (await textOnPage(answer)).length).toBeGreaterThan(10);
  await host.kill();
  await chat.answerIs("interrupted", count);
}

async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOf(page), `${name}, ${colorScheme}`).toEqual([]);
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Presses a button of the last answer as the keyboard does. */
async function press(chat: ChatPage, name: string): Promise<void> {
  const button = chat.answers.last().getByRole("button", { name, exact: true });
  await chat.see(button);
  await button.focus();
  await chat.page.keyboard.press("Enter");
}

async function goOn(chat: ChatPage, ending: Ending): Promise<void> {
  const { whole, restEnds = "complete" } = WAYS[ending];
  const count = await chat.answers.count();
  const questions = await chat.page.getByTestId("user-message").count();
  await press(chat, "Continue");
  await expect.poll(async () => await textOnPage(await chat.answerIs(restEnds, count))).toMatch(whole ?? /^$/);
  expect(await chat.answers.count()).toBe(count);
  expect(await chat.page.getByTestId("user-message").count()).toBe(questions);
}

describe.each(DEVICES)("how an answer ended: %s", (device, as, isPhone) => {
  it("is told in the same words by the page, the API and the shared conversation", { timeout: 400_000 }, async () => {
    const chat = await open({ as, web: stack.web });
    const { page } = chat;
    for (const ending of ENDINGS) {
      const before = chat.threadId() === "" ? 0 : (await quotaOf(await chat.guest())).turns.used;
      await bringAbout(chat, ending);
      const answer = chat.answers.last();
      const isFailed = ending === "failed";
      const told = isFailed ? answer.getByRole("alert") : answer.getByText(endingSentence(ending), { exact: true });
      const hasSentence = endingSentence(ending) !== "";
      if (hasSentence) await chat.see(told);
      if (hasSentence && !isFailed)
        await chat.see(
          page
            .getByRole("status")
            .filter({ hasText: endingSentence(ending) })
            .first(),
        );
      const actions = actionsOf(ending, ending !== "empty");
      for (const [action, name] of [["continue", "Continue"] as const, ["try-again", "Try again"] as const])
        expect(await answer.getByRole("button", { name, exact: true }).count(), `${ending}: ${name}`).toBe(
          actions.includes(action) ? 1 : 0,
        );
      const guest = await chat.guest();
      const stored = (await messagesOf(guest, chat.threadId())).at(-1);
      expect([stored?.status, textOf(stored) === ""]).toEqual([ending, ending === "empty"]);
      const counts = ENDING_TABLE[ending].counts === "after-free-ones" ? 0 : 1;
      await expect.poll(async () => (await quotaOf(guest)).turns.used).toBe(before + counts);
      await lookAt(page, `${device}-${ending}`);
    }

    if (isPhone) await page.getByRole("button", { name: "Open conversations" }).click();
    await chat.see(threadList(page).locator(`a[href="/t/${chat.threadId()}"]`));
    await pickOption(page, chat.threadId(), "Share");
    const create = page.getByRole("button", { name: "Create a link" });
    await expect.poll(() => create.isEnabled()).toBe(true);
    await create.press("Enter");
    const address = page.getByRole("textbox", { name: "Link to this conversation" });
    await chat.see(address);
    const shared = await chat.context.newPage();
    await shared.goto(await address.inputValue());
    await shared.getByTestId("shared-thread").waitFor();
    for (const { told } of Object.values(ENDING_TABLE))
      if (told !== null) await shared.getByText(told, { exact: true }).waitFor();
    await lookAt(shared, `${device}-shared`);
    await shared.close();

    await page.reload();
    await chat.answerIs("interrupted", ENDINGS.length);
    await goOn(chat, "interrupted");
  });

  it("offers a way on that works from the keyboard", { timeout: 300_000 }, async () => {
    const chat = await open({ as, web: stack.web });
    for (const ending of ENDINGS) {
      if (WAYS[ending].by === "killed host") continue;
      await bringAbout(chat, ending);
      const actions = actionsOf(ending, ending !== "empty");
      if (actions.includes("continue")) await goOn(chat, ending);
      else if (actions.includes("try-again")) {
        const guest = await chat.guest();
        const last = async () => (await messagesOf(guest, chat.threadId())).at(-1);
        const replaced = (await last())?.id;
        await press(chat, "Try again");
        await expect.poll(async () => (await last())?.id).not.toBe(replaced);
        await expect.poll(async () => (await last())?.status).toBe(ending);
        await chat.answerIs(ending);
      }
    }
    await lookAt(chat.page, `${device}-continued`);
  });
});
