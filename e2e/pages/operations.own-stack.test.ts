import { errorBodySchema, type SessionResponse } from "@sendcat/shared-types";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { postChat, readStream, turnOf } from "../api/chat.ts";
import { newGuest, type Guest } from "../api/guest.ts";
import { genuineToken } from "../api/tokens.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { startSecondHost, type SecondHost } from "../stack/second-host.ts";

/** From the click until the last host refuses. */
const SWITCHED_WITHIN_MS = 2_000;
const POLICY = {
  plans: {
    guest: {
      maxInFlight: 10,
      turnsPerDay: 500,
      window: { seconds: 60, turns: 500, tokens: 10_000_000 },
      tokensPerDay: 10_000_000,
    },
  },
};
const TURN = "[[sim:bench tokens=40 ttft-ms=100 tokens-per-second=40]]";

let stack: OwnStack;
let second: SecondHost;
let browser: Browser;
beforeAll(async () => {
  stack = await startOwnStack({ policy: POLICY });
  [second, browser] = await Promise.all([startSecondHost(stack, POLICY), openBrowser()]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await second?.kill();
  await stack?.close();
});

/** Opens the page as a user with this role: the session request is answered with a token for it. */
async function openOps(role: "user" | "operator", colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const authority = { signingKey: stack.signingKey, issuer: stack.web };
  const token = await genuineToken({
    subject: "user-olive",
    kind: "user",
    plan: "pro",
    role,
    expiresInSeconds: 3_600,
    authority,
  });
  const context = await browser.newContext({
    baseURL: stack.web,
    colorScheme,
    viewport: { width: 1_280, height: 900 },
  });
  const page = await context.newPage();
  await page.route("**/api/session", async (route) => {
    const user = { id: "user-olive", kind: "user", plan: "pro" } as const;
    await route.fulfill({ json: { token, expiresAtMs: Date.now() + 3_600_000, user } satisfies SessionResponse });
  });
  await page.goto("/ops");
  return page;
}

/** Each guest sends turns, one after the other, until told to stop. `answered`: the time at which each answer ended. */
function load(guests: readonly Guest[]) {
  const over = new AbortController();
  const answered: number[] = [];
  const running = guests.map(async (guest) => {
    while (!over.signal.aborted) {
      const response = await postChat(guest, turnOf(TURN));
      if (response.ok && (await readStream(response)).done) answered.push(Date.now());
      else await new Promise((settle) => setTimeout(settle, 100));
    }
  });
  return {
    answered,
    async stop() {
      over.abort();
      await Promise.all(running);
    },
  };
}

async function guests(): Promise<readonly Guest[]> {
  const known = await Promise.all(Array.from({ length: 3 }, () => newGuest(stack.web)));
  return known.flatMap((guest) => [guest, { ...guest, web: second.web }]);
}

/** Sends a new turn to a host: returns the scope of its refusal, or "admitted". */
async function scopeOf(guest: Guest): Promise<string> {
  const response = await postChat(guest, turnOf(TURN));
  if (!response.ok) return errorBodySchema.parse(await response.json()).error.scope ?? "";
  await response.body?.cancel();
  return "admitted";
}

describe("the page for operators", () => {
  it("shows nothing to anyone else", async () => {
    const page = await openOps("user");
    await page.getByRole("alert").getByText("This page is for operators").waitFor();
    expect(await page.getByText("Streams open").count()).toBe(0);
    expect((await fetch(`${stack.web}/api/ops/snapshot`)).status).toBe(401);
    const guest = await newGuest(stack.web);
    for (const path of ["snapshot", "metrics"]) {
      const answer = await fetch(`${stack.web}/api/ops/${path}`, {
        headers: { authorization: `Bearer ${guest.token}` },
      });
      expect(answer.status).toBe(403);
    }
    await page.context().close();
  });

  it("updates while turns run, and is accessible", async () => {
    const running = load(await guests());
    onTestFinished(() => running.stop());
    const page = await openOps("operator");
    const plot = page.getByRole("img", { name: /^Streams open:/ }).locator("polyline");
    await expect
      .poll(async () => (await plot.getAttribute("points"))?.split(" ").length ?? 0, { timeout: 20_000 })
      .toBeGreaterThan(1);
    const before = await plot.getAttribute("points");
    await expect.poll(() => plot.getAttribute("points"), { timeout: 10_000 }).not.toBe(before);
    await expect
      .poll(() => page.getByRole("img", { name: /^Turns: ended [1-9]/ }).count(), { timeout: 20_000 })
      .toBe(1);
    await expect.poll(() => page.getByText(/of 500 places, on \d hosts/).count(), { timeout: 20_000 }).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "operations");
    await page.context().close();
    const dark = await openOps("operator", "dark");
    await dark.getByRole("heading", { name: "Kill switch: off" }).waitFor();
    expect(await violationsOf(dark)).toEqual([]);
    await picture(dark, "operations-dark");
    await dark.context().close();
  }, 120_000);

  it("stops new turns on every host within two seconds, leaves running ones, and says who did it", async () => {
    const all = await guests();
    const [here = all[0], there] = [all[0], all[1]];
    if (!here || !there) expect.fail("no guests");
    expect(await Promise.all([scopeOf(here), scopeOf(there)])).toEqual(["admitted", "admitted"]);
    const long = await postChat(here, turnOf("[[sim:bench tokens=120 ttft-ms=100 tokens-per-second=30]]"));
    const page = await openOps("operator");
    await page.getByRole("button", { name: "Stop new turns" }).click();
    const yes = page.getByRole("button", { name: "Yes, stop new turns" });
    await yes.waitFor();
    const startedMs = performance.now();
    await yes.click();
    const refused = async () => await Promise.all([scopeOf(here), scopeOf(there)]);
    await expect
      .poll(refused, { timeout: 5_000, interval: 50 })
      .toEqual(["service.kill_switch", "service.kill_switch"]);
    const took = performance.now() - startedMs;
    console.log(`kill switch: both hosts refuse after ${Math.round(took)} ms`);
    expect(took).toBeLessThan(SWITCHED_WITHIN_MS);
    expect((await readStream(long)).done).toBe(true);

    await page.getByRole("heading", { name: "Kill switch: on" }).waitFor();
    await page.getByTestId("audit-event").first().getByText('user-olive: kill {"on":true}').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "operations-killed");
    await page.getByRole("button", { name: "Admit turns again" }).click();
    await expect.poll(refused, { timeout: 5_000, interval: 50 }).toEqual(["admitted", "admitted"]);
    await page.context().close();
  }, 120_000);

  it("changes a limit on every host, and takes it back", async () => {
    const [here, there] = await guests();
    if (!here || !there) expect.fail("no guests");
    const page = await openOps("operator");
    await page.getByRole("spinbutton", { name: "Streams at a time" }).fill("0");
    await page.getByRole("button", { name: "Set: Streams at a time" }).click();
    const scopes = async () => await Promise.all([scopeOf(here), scopeOf(there)]);
    await expect.poll(scopes, { timeout: 5_000 }).toEqual(["service.in_flight", "service.in_flight"]);
    await page.getByRole("button", { name: "Use the policy’s value: Streams at a time" }).click();
    await expect.poll(scopes, { timeout: 5_000 }).toEqual(["admitted", "admitted"]);

    await page.getByRole("button", { name: "Empty: the web" }).click();
    await page.getByTestId("audit-event").getByText('user-olive: clear-cache {"tool":"search_web"}').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});

/** Saves a screenshot if SENDCAT_E2E_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["SENDCAT_E2E_PICTURES"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
