import {
  estimateTokens,
  isAbovePrice,
  type ModelRoute,
  type ModelUsage,
  type TokenPrices,
} from "@sendcat/shared-types";
import { believedUsage } from "../budget/believed-usage.ts";
import type { Step } from "../dispatch/step.ts";
import type { TurnOutcome } from "./turn-outcome.ts";

/** The outcome of all calls of a turn; the last one decides how the turn ended. `heldMicroUsd`: the reserved cost, an upper bound. */
export function outcomeOfSteps(
  steps: readonly [Step, ...Step[]],
  { pricesOf, heldMicroUsd }: { readonly pricesOf: (route: ModelRoute) => TokenPrices; readonly heldMicroUsd: number },
): Omit<TurnOutcome, "cutBy" | "firstTokenMs" | "totalMs"> {
  // safe because the tuple is never empty
  const last = steps.at(-1) as Step;
  const { dispatched, emitted } = last;
  const answered = steps.filter((step) => step.dispatched.ok);
  const abandoned = steps.flatMap((step) => step.dispatched.abandoned);
  const ids = answered.flatMap((step) => (step.dispatched.ok ? [step.dispatched.generationId()] : []));
  return {
    ...believable(
      { usage: usageOf(answered, pricesOf), abandoned },
      { heldMicroUsd, isTooDear: answered.some((step) => isTooDear(step, pricesOf)) },
    ),
    hasAnswer: last.text.trim() !== "" || last.hasPicture,
    reason: emitted.reason,
    refusal: emitted.refusal,
    toolCalls: emitted.toolCalls,
    answerBytes: answered.reduce((sum, step) => sum + step.answerBytes, 0),
    route: dispatched.route,
    reachedModel: answered.length > 0,
    routeOutcome: dispatched.ok ? { route: dispatched.route.id, ok: emitted.refusal === null } : dispatched.outcome,
    failovers: steps.reduce((sum, step) => sum + step.dispatched.failovers, 0),
    generationId: ids.at(-1) ?? null,
    earlierGenerationIds: ids.slice(0, -1).flatMap((id) => id ?? []),
    steps: answered.length,
    origin: answered.map((step) => (step.dispatched.ok ? step.dispatched.origin() : null)).at(-1) ?? null,
  };
}

/** Whether the reported cost of a call is above the list price of its tokens. */
function isTooDear(step: Step, pricesOf: (route: ModelRoute) => TokenPrices): boolean {
  const prices = pricesOf(step.dispatched.route);
  const said = believedUsage(step, prices);
  return said?.costMicroUsd != null && step.answerBytes > 0 && isAbovePrice(said.costMicroUsd, { prices, ...said });
}

/** A reported cost above the list price or the reservation is implausible: it counts as unknown, and the report is kept for operators. */
function believable(
  { usage, abandoned }: Pick<TurnOutcome, "usage" | "abandoned">,
  bounds: { readonly heldMicroUsd: number; readonly isTooDear: boolean },
): Pick<TurnOutcome, "usage" | "abandoned" | "implausibleMicroUsd"> {
  const reportedMicroUsd = [usage, ...abandoned.map((call) => call.usage)]
    .map((said) => said?.costMicroUsd ?? 0)
    .reduce((sum, cost) => sum + cost, 0);
  if (!bounds.isTooDear && reportedMicroUsd <= bounds.heldMicroUsd)
    return { usage, abandoned, implausibleMicroUsd: null };
  return {
    usage: usage && { ...usage, costMicroUsd: null },
    abandoned: abandoned.map((call) => ({ ...call, usage: null })),
    implausibleMicroUsd: reportedMicroUsd,
  };
}

/** The total usage. If one of several calls reported none, its tokens are estimated and the total cost is unknown. */
function usageOf(steps: readonly Step[], pricesOf: (route: ModelRoute) => TokenPrices): ModelUsage | null {
  const said = steps.map((step) => believedUsage(step, pricesOf(step.dispatched.route)));
  if (steps.length <= 1) return said[0] ?? null;
  const usages = steps.map((step, index) => said[index] ?? estimate(step));
  const sum = (field: keyof ModelUsage) => usages.reduce((total, usage) => total + (usage[field] ?? 0), 0);
  return {
    inputTokens: sum("inputTokens"),
    outputTokens: sum("outputTokens"),
    reasoningTokens: sum("reasoningTokens"),
    cachedInputTokens: sum("cachedInputTokens"),
    cacheWriteTokens: sum("cacheWriteTokens"),
    costMicroUsd: usages.every(({ costMicroUsd }) => costMicroUsd !== null) ? sum("costMicroUsd") : null,
  };
}

function estimate({ prompt, answerBytes }: Step): ModelUsage {
  return {
    inputTokens: estimateTokens(prompt.bytes),
    outputTokens: estimateTokens(answerBytes),
    reasoningTokens: 0,
    cachedInputTokens: 0,
    costMicroUsd: null,
  };
}
