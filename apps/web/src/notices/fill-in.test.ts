import { DEFAULT_POLICY, PUBLIC_PAGES, RECIPIENT_NAMES, UNFILLED_ATTRIBUTE } from "@sendcat/shared-types";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { WebEnv } from "../env.ts";
import { fillIn } from "./fill-in.ts";
import { fillingsOf } from "./fillings.ts";
import { recipientsInUse } from "./recipients-in-use.ts";

const textOf = (path: string) => readFileSync(join(import.meta.dirname, `../../texts${path}.md`), "utf8");

/** A deployment with a key for OpenRouter alone, run by somebody. */
const ENV = {
  CONVEX_URL: "https://c.example",
  UPSTASH_REDIS_REST_URL: "https://r.example",
  OPENROUTER_API_KEY: "k",
  SENDCAT_OPERATOR_NAME: "Tropic & Sons <Ltd>",
  SENDCAT_OPERATOR_ADDRESS: "5 Hope Road, Kingston",
  SENDCAT_OPERATOR_COUNTRY: "Jamaica",
  SENDCAT_SUPPORT_EMAIL: "help@tropic.example",
  // safe because only variables that are set count
} as Partial<WebEnv> as WebEnv;

describe("the public pages", () => {
  it.each(PUBLIC_PAGES)("$path says who runs the service and how to reach them, and lacks nothing", ({ path }) => {
    const html = fillIn(textOf(path), fillingsOf(ENV, DEFAULT_POLICY));
    expect(html).not.toContain("{{");
    expect(html).not.toContain(UNFILLED_ATTRIBUTE);
    if (path !== "/terms") expect(html).toContain('<a href="mailto:help@tropic.example">');
    if (path !== "/delete-account") expect(html).toContain("Tropic &amp; Sons &lt;Ltd&gt;, 5 Hope Road");
  });

  it("marks what the operator has not said, so that a rehearsal finds it", () => {
    const { SENDCAT_OPERATOR_NAME: _, ...env } = ENV;
    // safe as above
    expect(fillIn(textOf("/terms"), fillingsOf(env as WebEnv, DEFAULT_POLICY))).toContain(
      `<mark ${UNFILLED_ATTRIBUTE}="operatorName">`,
    );
  });

  it("shows HTML of a text as text", () => {
    expect(fillIn("<script>alert(1)</script>\n\n[x](javascript:alert(1))", {})).not.toMatch(/<script|javascript:/);
  });
});

describe("the privacy notice", () => {
  const noticeOf = (env: WebEnv, policy = DEFAULT_POLICY) => fillIn(textOf("/privacy"), fillingsOf(env, policy));

  it("names those who are sent something in this deployment, and nobody else", () => {
    const html = noticeOf(ENV);
    for (const name of ["OpenRouter", "Convex", "Upstash", "Resend"])
      expect(html).toContain(`<strong>${name}</strong>`);
    for (const name of ["Fireworks AI", "Serper", "eBay", "Stripe", "Vercel"]) expect(html).not.toContain(name);
    const tools = { ...DEFAULT_POLICY.tools, offered: ["search_web", "search_products"] } as const;
    const all = { ...ENV, FIREWORKS_API_KEY: "k", STRIPE_SECRET_KEY: "k", VERCEL: "1" };
    expect(recipientsInUse(all, { tools })).toEqual(RECIPIENT_NAMES);
  });

  it("says what the policy says: what may be kept by companies that run models, and how long we keep conversations", () => {
    expect(noticeOf(ENV)).toMatch(/Guest, Free, Plus, Pro<\/strong>: we ask only companies that do not collect/);
    const pro = { ...DEFAULT_POLICY.plans.pro, providerData: "not-kept", retentionDays: 12 } as const;
    const html = noticeOf(ENV, { ...DEFAULT_POLICY, plans: { ...DEFAULT_POLICY.plans, pro } });
    expect(html).toMatch(/<strong>Pro<\/strong>: we ask only companies that keep nothing/);
    expect(html).toMatch(/<strong>Pro<\/strong>: a conversation is deleted 12 days/);
  });
});
