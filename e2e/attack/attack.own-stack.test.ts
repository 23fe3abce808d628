import { LONG_SUITES, longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { ACCOUNT_ATTEMPTS } from "./accounts.ts";
import { ADDRESS_ATTEMPTS } from "./addresses.ts";
import type { Attempt } from "./attempt.ts";
import { BROWSER_ATTEMPTS } from "./browsers.ts";
import { FILE_ATTEMPTS } from "./files.ts";
import { FLOOD_ATTEMPTS } from "./floods.ts";
import { LEAK_ATTEMPTS } from "./leaks.ts";
import { MONEY_ATTEMPTS } from "./money.ts";
import { OTHER_USER_ATTEMPTS } from "./other-users.ts";
import { PAGE_ATTEMPTS } from "./pages.ts";
import type { Target } from "./target.ts";
import { TOKEN_ATTEMPTS } from "./tokens.ts";
import { WEBHOOK_ATTEMPTS } from "./webhooks.ts";

const ATTEMPTS: readonly Attempt[] = [
  ...TOKEN_ATTEMPTS,
  ...ACCOUNT_ATTEMPTS,
  ...OTHER_USER_ATTEMPTS,
  ...BROWSER_ATTEMPTS,
  ...PAGE_ATTEMPTS,
  ...ADDRESS_ATTEMPTS,
  ...FILE_ATTEMPTS,
  ...WEBHOOK_ATTEMPTS,
  ...MONEY_ATTEMPTS,
  ...LEAK_ATTEMPTS,
  ...FLOOD_ATTEMPTS,
];
const WEBHOOK_SECRET = "whsec_of_the_attacked";

it("the long run makes every attempt", () => {
  expect(LONG_SUITES.find(({ name }) => name === "attack")?.runs.deep).toBe(ATTEMPTS.length);
});

if (runsOf("attack") > 0) {
  describe("on the production stack behind a front like Vercel's, an attacker gets nothing by", () => {
    let target: Target;
    beforeAll(async () => {
      const stack = await startOwnStack({
        front: "vercel",
        streamHost: true,
        policy: { failure: PATIENT },
        webEnv: { STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET },
      });
      target = { ...stack, webhookSecret: WEBHOOK_SECRET };
    }, longTestTimeoutMs());
    afterAll(() => target?.close());

    it.each(ATTEMPTS)("$title", { timeout: 120_000 }, async ({ run }) => await run(target));
  });
}
