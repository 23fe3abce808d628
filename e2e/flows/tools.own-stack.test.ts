import type { Browser, BrowserContextOptions } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FAST, postChat, readStream, turnOf } from "../api/chat.ts";
import { newGuest } from "../api/guest.ts";
import { searchSimulatorAt } from "../api/search-simulator.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { ROOMY_POLICY } from "../stack/policies.ts";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
/** One web search runs at a time and one waits; an answer waits two seconds for a result. */
const POLICY = {
  ...ROOMY_POLICY,
  tools: {
    waitMs: 2_000,
    jobs: {
      tools: { search_web: { running: 1, queued: 1 } },
      plans: { guest: { running: 6, queued: 60 } },
      firstRetryMs: 200,
    },
  },
};

let browser: Browser;
let stack: OwnStack;
let simulator: ReturnType<typeof searchSimulatorAt>;
let chat: ChatPage;
beforeAll(async () => {
  browser = await openBrowser();
  stack = await startOwnStack({ policy: POLICY });
  simulator = searchSimulatorAt(stack.search);
});
afterAll(async () => {
  await stack?.close();
  await browser.close();
});
beforeEach(() => simulator.reset());
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
});

const open = async (as?: BrowserContextOptions) =>
  (chat = await openChat(browser, { web: stack.web, ...(as ? { as } : {}) }));
const card = () => chat.page.getByTestId("tool-card").last();
const searchFor = (query: string) =>
  `${FAST}[[sim:tool-call tool-call=search_web query=${query.replaceAll(" ", "+")}]] Look it up`;

describe("a user whose question needs a search", () => {
  it("sees the products as cards with the answer, also after a reload", async () => {
    await open();
    await chat.ask(`${FAST} Compare three air fryers under J$25,000`);
    await chat.answerIs("complete");
    const grid = chat.page.getByTestId("product-grid");
    await chat.see(grid);
    expect(await grid.getByRole("listitem").count()).toBe(6);
    const first = grid.getByRole("listitem").first();
    expect(await first.innerText()).toMatch(/fryer[^]*US\$\d+\.\d\d[^]*about J\$[\d,]+ landed in Jamaica/i);
    expect(await first.getByRole("link").getAttribute("href")).toMatch(/^https:\/\//);
    const picture = first.locator("img");
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 10_000 })
      .toBeGreaterThan(0);
    expect(await picture.getAttribute("src")).toMatch(/^\/image\?u=/);
    expect(await violationsOf(chat.page)).toEqual([]);
    await chat.page.getByRole("button", { name: "Show 4 more" }).press("Enter");
    expect(await grid.getByRole("listitem").count()).toBe(10);
    await chat.page.reload();
    await chat.see(chat.page.getByTestId("product-grid"));
    expect(await chat.page.getByTestId("tool-card").getAttribute("data-state")).toBe("output-available");
  });

  it("sees web pages, also in dark mode and on a phone without sideways scrolling", async () => {
    await open({ ...PHONE, colorScheme: "dark" });
    await chat.ask(searchFor("duty on phones"));
    await chat.answerIs("complete");
    await chat.see(chat.page.getByTestId("page-list"));
    expect(await chat.page.getByTestId("page-list").getByRole("link").count()).toBe(6);
    const overflow = await chat.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await violationsOf(chat.page)).toEqual([]);
  });

  it("gets an answer while a slow search is still running, and its results appear by themselves", async () => {
    await open();
    await simulator.setLatency(5_000);
    await chat.ask(searchFor("slow duty"));
    await chat.see(chat.page.locator('[data-testid="tool-card"][data-job="running"]'));
    await chat.answerIs("complete");
    expect(await card().getAttribute("data-job")).toBe("late");
    expect(await card().getByRole("status").innerText()).toMatch(/appear here by themselves/);
    expect(await violationsOf(chat.page)).toEqual([]);
    await chat.see(chat.page.getByTestId("page-list"));
  });

  it("is told when the queue is full, and still gets an answer", async () => {
    await open();
    for (const n of [1, 2, 3]) {
      await simulator.setLatency(3_000);
      const guest = await newGuest(stack.web);
      await readStream(await postChat(guest, turnOf(searchFor(`warm up ${n}`))));
      await expect.poll(async () => (await simulator.searches()).length, { timeout: 15_000 }).toBe(n);
    }
    await expect
      .poll(async () => (await simulator.searches()).every(({ answered }) => answered), { timeout: 15_000 })
      .toBe(true);
    const guests = await Promise.all([newGuest(stack.web), newGuest(stack.web)]);
    const busy = [];
    for (const [n, guest] of guests.entries()) busy.push(await postChat(guest, turnOf(searchFor(`busy ${n}`))));
    await expect.poll(async () => (await simulator.searches()).length, { timeout: 15_000 }).toBe(4);
    await chat.ask(searchFor("one too many"));
    await chat.answerIs("complete");
    expect(await card().getAttribute("data-job")).toBe("refused");
    expect(await card().getByRole("status").innerText()).toMatch(/Too many searches[^]*room again, in about \d+ s/);
    expect(await violationsOf(chat.page)).toEqual([]);
    expect((await simulator.searches()).map(({ query }) => query)).not.toContain("one too many");
    await Promise.all(busy.map((response) => readStream(response)));
    // Their searches continue in the background; without this wait the next test would count them.
    const still = async () => (await simulator.searches()).filter(({ query }) => query.startsWith("busy"));
    await expect
      .poll(async () => (await still()).map(({ answered }) => answered), { timeout: 20_000 })
      .toEqual([true, true]);
  });
});

describe("hostile text in listings and web pages", () => {
  it("runs nothing on the page, loads nothing from other sites, and calls no tool", async () => {
    await open();
    const foreign: string[] = [];
    chat.page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const own = [stack.web, stack.convex.url, stack.convex.url.replace("http", "ws")];
      if (protocol.startsWith("http") && !own.includes(origin)) foreign.push(request.url());
    });
    for (const tool of ["search_products", "search_global", "search_web"]) {
      await chat.ask(`${FAST}[[sim:tool-call tool-call=${tool} query=hostile]] Look it up`);
      await chat.answerIs("complete");
    }
    const more = chat.page.getByRole("button", { name: /^Show \d+ more$/ });
    while ((await more.count()) > 0) await more.first().click();
    const seen = await chat.page.evaluate(() => ({
      pwned: Reflect.has(window, "__pwned"),
      scripts: document.querySelectorAll('[data-testid="tool-card"] :is(script, iframe, style, object, embed, form)')
        .length,
      links: [...document.querySelectorAll<HTMLAnchorElement>('[data-testid="tool-card"] a')].map(({ href }) => href),
      images: [...document.querySelectorAll<HTMLImageElement>("img")].map(({ src }) => new URL(src).origin),
    }));
    expect(seen).toMatchObject({ pwned: false, scripts: 0 });
    expect(seen.links.length).toBeGreaterThan(20);
    for (const link of seen.links) expect(link).toMatch(/^https:\/\/(?!127|metadata|[^/]*@)/);
    expect(new Set(seen.images)).toEqual(new Set(seen.images.length > 0 ? [stack.web] : []));
    expect(foreign).toEqual([]);
    // The listings' instructions were not followed: there were only the three searches of the user's three turns.
    expect((await simulator.searches()).map(({ query }) => query)).toEqual(["hostile", "hostile", "hostile"]);
  });
});
