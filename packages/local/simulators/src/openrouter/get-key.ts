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
      byok_usage: 0,
      byok_usage_daily: 0,
      byok_usage_weekly: 0,
      byok_usage_monthly: 0,
      usage,
      usage_daily: usage,
      usage_weekly: usage,
      usage_monthly: usage,
      is_free_tier: false,
      free_model_daily_requests: { limit: 50, used: 0, remaining: 50 },
      is_provisioning_key: false,
      is_management_key: false,
      creator_user_id: null,
      organization_id: null,
      workspace_id: null,
      expires_at: null,
      allowed_data_regions: ["global"],
      rate_limit: { requests: -1, interval: "10s", note: "This field is deprecated and safe to ignore." },
    },
  };
}
