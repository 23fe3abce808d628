import { MODEL_PROVIDER_NAMES } from "../policy/model-provider.ts";
import type { ToolName } from "../tools/tool-table.ts";

/** Switches that apply on every host from its next admission on. */
export interface Controls {
  /** No new turns; running answers continue. */
  readonly kill: boolean;
  /** The same, and readiness fails, so that load balancers send users elsewhere. */
  readonly drain: boolean;
  /** Limits that override the policy's, by name of LIMIT_NAMES; a limit not listed is as in the policy. */
  readonly limits: Readonly<Partial<Record<LimitName, number>>>;
}

/** Limits of the whole service that an operator may change while it runs. Micro-dollars for money; a cap can only be lowered. */
export const LIMIT_NAMES = [
  "maxInFlight",
  "turnsPerSecond",
  /** `openrouterChat`: places of the bulkhead `openrouter_chat`, and the same for each provider. */
  ...MODEL_PROVIDER_NAMES.map((name) => `${name}Chat` as const),
  "spendPerDayMicroUsd",
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

export type ControlChange =
  | { readonly action: "kill" | "drain"; readonly on: boolean }
  /** `value` null: back to the policy's value. */
  | { readonly action: "limit"; readonly limit: LimitName; readonly value: number | null };

/** Commands of an operator that the core carries out. */
export type CoreTask =
  /** From now on every result of a tool is fetched anew; both tiers of its cache are emptied. */
  | { readonly action: "clear-cache"; readonly tool: ToolName }
  /** Retries searches and webhooks that failed for good, a bounded number at a time. */
  | { readonly action: "replay-dead-letters" };

/** Body of `POST /api/ops/controls`. */
export type OperatorChange = ControlChange | CoreTask;
