import { DAY, HOUR, MINUTE, RateLimiter } from "@convex-dev/rate-limiter";
import type { ComponentApi } from "@convex-dev/rate-limiter/_generated/component.js";
import { componentsGeneric } from "convex/server";
import type { Policy } from "@sendcat/shared-types";
import type { ActionCtx, MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "./limits.ts";

// safe because convex.config.ts uses the component under this name; code generation without a deployment does not know components
const { rateLimiter: component } = componentsGeneric() as unknown as { readonly rateLimiter: ComponentApi };

const OF_USERS = {
  changes: { kind: "token bucket", rate: LIMITS.changesPerMinute, period: MINUTE },
  exports: { kind: "token bucket", rate: LIMITS.exportsPerHour, period: HOUR },
} as const;
export type UserLimit = keyof typeof OF_USERS;

const limiter = new RateLimiter(component, OF_USERS);

/** Counts one call of a user. Null if it is allowed, otherwise the milliseconds until the next one is. */
export async function countCall(ctx: MutationCtx, limit: UserLimit, ownerId: string): Promise<number | null> {
  const { ok, retryAfter } = await limiter.limit(ctx, limit, { key: ownerId });
  return ok ? null : retryAfter;
}

/** Deletes a user's counts. */
export async function forgetCalls(ctx: MutationCtx, ownerId: string): Promise<void> {
  for (const limit of Object.keys(OF_USERS)) await limiter.reset(ctx, limit as UserLimit, { key: ownerId });
}

/** Counts one e-mail of the service, the hour first, so that a refusal by the hour uses up none of the day. Returns as `countCall` does. */
export async function countMail(ctx: ActionCtx, { perHour, perDay }: Policy["mail"]): Promise<number | null> {
  for (const [name, rate, period] of [
    ["mails an hour", perHour, HOUR],
    ["mails a day", perDay, DAY],
  ] as const) {
    const { ok, retryAfter } = await limiter.limit(ctx, name, {
      config: { kind: "fixed window", rate, period, start: 0 },
    });
    if (!ok) return retryAfter;
  }
  return null;
}
