import {
  PLAN_NAMES,
  RECIPIENTS,
  REPORT_DAYS,
  RECIPIENTS_OF_THE_CORE,
  type PlanName,
  type Policy,
  type ProviderData,
  type RecipientName,
} from "@sendcat/shared-types";
import type { WebEnv } from "../env.ts";
import { PLAN_LABELS } from "../plans/plan-labels.ts";
import { recipientsInUse } from "./recipients-in-use.ts";

/** What stands in for each placeholder of the texts, as Markdown; null: the operator has not said it. */
export type Fillings = Readonly<Record<string, string | null>>;

export function fillingsOf(env: WebEnv, policy: Policy): Fillings {
  return {
    operatorName: env.SENDCAT_OPERATOR_NAME ?? null,
    operatorAddress: env.SENDCAT_OPERATOR_ADDRESS ?? null,
    operatorCountry: env.SENDCAT_OPERATOR_COUNTRY ?? null,
    supportEmail: env.SENDCAT_SUPPORT_EMAIL ?? null,
    reportDays: String(REPORT_DAYS),
    recipients: recipientList(recipientsInUse(env, policy)),
    providerData: planList(policy, ({ providerData }) => PROVIDER_DATA_WORDS[providerData]),
    retention: planList(policy, ({ retentionDays }) =>
      retentionDays === null
        ? "conversations are kept as long as the account exists."
        : `a conversation is deleted ${retentionDays} days after its last message.`,
    ),
  };
}

const PROVIDER_DATA_WORDS: Readonly<Record<ProviderData, string>> = {
  "as-its-terms-say":
    "the company that runs the model may keep your conversation and learn from it, as its own terms say.",
  "not-collected":
    "we ask only companies that do not collect your conversation, for instance to train models. Some keep it for a limited time against misuse.",
  "not-kept": "we ask only companies that keep nothing of your conversation after the answer.",
};

function recipientList(names: readonly RecipientName[]): string {
  const rows = names.map((name) => {
    const { name: company, does, gets } = RECIPIENTS[name];
    const sometimes = RECIPIENTS_OF_THE_CORE.includes(name) ? " (if you sign in that way)" : "";
    return `- **${company}**${sometimes} ${does} It gets ${gets}`;
  });
  return rows.join("\n");
}

/** One line for all plans of which the same is true. */
function planList({ plans }: Policy, says: (limits: Policy["plans"][PlanName]) => string): string {
  const byWords = Map.groupBy(PLAN_NAMES, (name) => says(plans[name]));
  return [...byWords]
    .map(([words, names]) => `- **${names.map((name) => PLAN_LABELS[name]).join(", ")}**: ${words}`)
    .join("\n");
}
