import { findModel } from "./models.ts";
import { countsOf } from "./request-log.ts";
import type { SimContext } from "./sim-context.ts";
import { costUsd } from "./usage.ts";

/** The answer of `GET /api/v1/key`. Usage is the sum of the requests still in the log. */
export function keyBody({ log }: SimContext): unknown {
  const usage = log.list().reduce((sum, record) => {
    const model = findModel(record.model);
    return model && record.status === 200 ? sum + costUsd(model, countsOf(record), record.bill) : sum;
  }, 0);
  return {
    data: {
      label: "sk-or-v1-sim...ulator",
      limit: null,
      limit_reset: null,
      limit_remaining: null,
      include_byok_in_limit: false,
      usage,
      usage_daily: usage,
      usage_weekly: usage,
      usage_monthly: usage,
      is_free_tier: false,
      is_provisioning_key: false,
      rate_limit: { requests: -1, interval: "10s", note: "This field is deprecated and safe to ignore." },
    },
  };
}
