import { MODEL_PROVIDER_NAMES } from "../policy/model-provider.ts";
import type { ToolName } from "../tools/tool-table.ts";

/** Switches that hold on every host from its next admission on. */
export interface Controls {
  /** No new turns; running answers go on. */
  readonly kill: boolean;
  /** The same, and readiness says so, so that load balancers send people elsewhere. */
  readonly drain: boolean;
  /** Limits other than the policy's, by name of LIMIT_NAMES; what is not there is as the policy says. */
  readonly limits: Readonly<Partial<Record<LimitName, number>>>;
}

/** Limits of the whole service that an operator may change while it runs. Micro-dollars for money; a cap can only be lowered. */
export const LIMIT_NAMES = [
  "maxInFlight",
  "turnsPerSecond",
  /** `openrouterChat`: places of the bulkhead `openrouter_chat`, and so for each provider. */
  ...MODEL_PROVIDER_NAMES.map((name) => `${name}Chat` as const),
  "spendPerDayMicroUsd",
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

export type ControlChange =
  | { readonly action: "kill" | "drain"; readonly on: boolean }
  /** `value` null: as the policy says again. */
  | { readonly action: "limit"; readonly limit: LimitName; readonly value: number | null };

/** What an operator has the core do. */
export type CoreTask =
  /** From now on everything of a tool is fetched anew; both tiers of its cache are emptied. */
  | { readonly action: "clear-cache"; readonly tool: ToolName }
  /** Searches and webhooks that failed for good are tried again, a bounded number at a time. */
  | { readonly action: "replay-dead-letters" };

/** Body of `POST /api/ops/controls`. */
export type OperatorChange = ControlChange | CoreTask;
