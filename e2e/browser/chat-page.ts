import { sessionResponseSchema, type MessageStatus } from "@sendcat/shared-types";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright";
import { expect, inject } from "vitest";
import type { Guest } from "../api/guest.ts";

/** A guest's chat page in a browser, with the actions that every page test needs. */
export interface ChatPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly composer: Locator;
  readonly answers: Locator;
  /** Errors of the page and violations of its security policy, in order. There should be none. */
  readonly complaints: readonly string[];
  ask(text: string): Promise<void>;
  /** Waits until the answer to the last question asked here has this status; with `count`, until there are that many answers and the last has it. */
  answerIs(status: MessageStatus, count?: number): Promise<Locator>;
  /** Waits until something is on the page. The error says what was on the page instead. */
  see(wanted: Locator): Promise<Locator>;
  threadId(): string;
  /** The same guest's tokens, to read what is stored. */
  guest(): Promise<Guest>;
  close(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 40_000;

export interface OpenOptions {
  readonly path?: string;
  /** Default: the stack under test. */
  readonly web?: string;
  readonly context?: BrowserContext;
  readonly as?: BrowserContextOptions;
}

/** Opens the chat at `path` as a new guest, or as the guest of `context`. */
export async function openChat(browser: Pick<Browser, "newContext">, options: OpenOptions = {}): Promise<ChatPage> {
  const { web = inject("stack").web } = options;
  const context = options.context ?? (await browser.newContext({ baseURL: web, ...options.as }));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  // Waits for the page's session: a second request before that would create a second guest.
  const signedIn = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/session");
  await page.goto(options.path ?? "/");
  await signedIn;
  let asked = 1;
  const composer = page.getByRole("textbox", { name: "Message Sendcat" });
  const answers = page.getByTestId("assistant-message");
  /** A failure says what the page shows instead. */
  const withPage = async (wanted: string, seen: Promise<unknown>): Promise<void> => {
    try {
      await seen;
    } catch (cause) {
      const text = await page.locator("body").innerText();
      const told = [...complaints, text].join("\n").slice(0, 2_000);
      throw new Error(`${wanted} is not on ${page.url()}, which says:\n${told}`, { cause });
    }
  };
  return {
    page,
    context,
    composer,
    answers,
    complaints,
    async ask(text) {
      asked = (await answers.count()) + 1;
      await composer.fill(text);
      await page.getByRole("button", { name: "Send message" }).click();
    },
    async answerIs(status, count = asked) {
      const state = async (): Promise<string> => {
        const shown = await answers.evaluateAll((all) => all.map((one) => one.dataset["status"] ?? ""));
        return shown.length < count ? `${shown.length} answers` : (shown.at(-1) ?? "");
      };
      const ended = expect.poll(state, { timeout: ANSWER_TIMEOUT_MS, interval: 40 }).toBe(status);
      await withPage(`answer ${count}, ${status},`, ended);
      return answers.last();
    },
    async see(wanted) {
      await withPage(String(wanted), wanted.waitFor({ timeout: ANSWER_TIMEOUT_MS }));
      return wanted;
    },
    threadId: () => /\/t\/([\w-]+)/.exec(page.url())?.[1] ?? "",
    async guest() {
      const body: unknown = await page.evaluate(async () => {
        const headers = { "content-type": "application/json" };
        const response = await fetch("/api/session", { method: "POST", headers, body: "{}" });
        return response.json();
      });
      const { token, user } = sessionResponseSchema.parse(body);
      return { web, userId: user.id, token, sessionToken: "" };
    },
    close: () => context.close(),
  };
}

/** The answer's rendered text on the page, without the buttons below it. */
export async function textOnPage(answer: Locator): Promise<string> {
  const texts = await answer.locator(".answer").allInnerTexts();
  return texts.join("\n").trim();
}
