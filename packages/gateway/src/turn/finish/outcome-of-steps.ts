import { estimateTokens, utf8Bytes, type ModelUsage } from "@sendcat/shared-types";
import type { Step } from "../dispatch/step.ts";
import type { TurnOutcome } from "./turn-outcome.ts";

/** What the calls of a turn come to together; the last one says how the turn ended. */
export function outcomeOfSteps(
  steps: readonly [Step, ...Step[]],
): Omit<TurnOutcome, "cutBy" | "firstTokenMs" | "totalMs"> {
  // safe because the tuple is never empty
  const last = steps.at(-1) as Step;
  const { dispatched, emitted } = last;
  const answered = steps.filter((step) => step.dispatched.ok);
  const ids = answered.flatMap((step) => (step.dispatched.ok ? [step.dispatched.generationId()] : []));
  return {
    usage: answered.length === 1 ? (answered[0]?.emitted.usage ?? null) : usageOf(answered),
    reason: emitted.reason,
    refusal: emitted.refusal,
    toolCalls: emitted.toolCalls,
    route: dispatched.route,
    reachedModel: answered.length > 0,
    routeOutcome: dispatched.ok ? { route: dispatched.route.model, ok: emitted.refusal === null } : dispatched.outcome,
    failovers: steps.reduce((sum, step) => sum + step.dispatched.failovers, 0),
    abandoned: steps.flatMap((step) => step.dispatched.abandoned),
    generationId: ids.at(-1) ?? null,
    earlierGenerationIds: ids.slice(0, -1).flatMap((id) => id ?? []),
    steps: answered.length,
  };
}

/** The sum; a call that did not say what it used is estimated, and then the cost of the whole is not known. */
function usageOf(steps: readonly Step[]): ModelUsage | null {
  if (steps.length === 0) return null;
  const usages = steps.map(({ emitted, prompt, text }) => emitted.usage ?? estimate(prompt.bytes, text));
  const sum = (field: keyof ModelUsage) => usages.reduce((total, usage) => total + (usage[field] ?? 0), 0);
  return {
    inputTokens: sum("inputTokens"),
    outputTokens: sum("outputTokens"),
    reasoningTokens: sum("reasoningTokens"),
    cachedInputTokens: sum("cachedInputTokens"),
    costMicroUsd: usages.every(({ costMicroUsd }) => costMicroUsd !== null) ? sum("costMicroUsd") : null,
  };
}

function estimate(promptBytes: number, text: string): ModelUsage {
  return {
    inputTokens: estimateTokens(promptBytes),
    outputTokens: estimateTokens(utf8Bytes(text)),
    reasoningTokens: 0,
    cachedInputTokens: 0,
    costMicroUsd: null,
  };
}
