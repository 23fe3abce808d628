import { describe } from "vitest";
import { addressShares } from "./address-shares.ts";
import { carriedUsage } from "./carried-usage.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { deadWorker } from "./dead-worker.ts";
import { money } from "./money.ts";
import { quotaSetUp, type OpenQuota } from "./quota-set-up.ts";
import { searches } from "./searches.ts";
import { serviceLimits } from "./service-limits.ts";
import { turnSentTwice } from "./turn-sent-twice.ts";
import { userLimits } from "./user-limits.ts";

/**
 * The tests that every Quota must pass. `open` is called once per test and may return the same store each time; `skip` is the reason not to
 * run.
 */
export function quotaContract(
  name: string,
  open: OpenQuota,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`Quota: ${title}`, () => {
    const setUp = quotaSetUp(open);
    userLimits(setUp);
    carriedUsage(setUp);
    serviceLimits(setUp);
    addressShares(setUp);
    money(setUp);
    searches(setUp);
    deadWorker(setUp);
    turnSentTwice(setUp);
    circuitBreaker(setUp);
  });
}
