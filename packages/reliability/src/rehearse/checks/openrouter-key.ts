import { providerAccess } from "@sendcat/assembly/providers";
import { z } from "zod";
import { ask, jsonOf } from "../ask.ts";
import { failed, ok, warning, type Check } from "../check.ts";

/** Of `GET /key` (openrouter.ai/docs/api/api-reference/api-keys/get-current-key). Money in dollars; null: no limit. */
const keySchema = z.object({
  data: z.object({
    limit: z.number().nullable(),
    limit_remaining: z.number().nullable(),
    is_free_tier: z.boolean(),
    expires_at: z.string().nullish(),
    rate_limit: z.object({ requests: z.number(), interval: z.string() }).optional(),
  }),
});

/** The key is good, and its own limit is there: the last line of defence behind the service's cap. */
export const openRouterKey: Check = {
  name: "the key",
  needs: ["OPENROUTER_API_KEY"],
  mend: "OpenRouter: Keys: create one, set a spending limit of some days' cap on it, and put it into Vercel and Convex (docs/deploy.md, step 2).",
  async look({ env, policy }) {
    const { baseUrl = "", apiKey = "" } = providerAccess(env, "openrouter") ?? {};
    const reply = await ask(`${baseUrl}/key`, { headers: { authorization: `Bearer ${apiKey}` } });
    if (reply.status === 401) return failed("OpenRouter does not know it");
    const read = keySchema.safeParse(jsonOf(reply));
    if (!read.success) return failed(`OpenRouter answered ${reply.status} in a form that this release does not know`);
    const {
      limit,
      limit_remaining: left,
      is_free_tier: isFree,
      expires_at: expires,
      rate_limit: rate,
    } = read.data.data;
    const cap = policy.spend.perDayMicroUsd / 1_000_000;
    const perInterval = rate && rate.requests > 0 ? `, ${rate.requests} requests in ${rate.interval}` : "";
    const ends = expires ? `, until ${expires}` : "";
    const says =
      limit === null || left === null
        ? `valid, without a limit${perInterval}${ends}`
        : `valid, $${left} left of $${limit}${perInterval}${ends}`;
    if (left !== null && left <= 0) return failed(`${says}: nothing is left`);
    if (isFree) return warning(`${says}; nothing was ever paid in, so free limits hold`);
    if (limit === null) return warning(says);
    return left !== null && left < cap ? warning(`${says}; the service may spend $${cap} a day`) : ok(says);
  },
};
