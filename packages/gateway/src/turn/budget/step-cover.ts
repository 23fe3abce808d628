import type { ModelPrices, Reservation, ToolPolicy } from "@sendcat/shared-types";
import type { Prompt } from "../compose/compose-prompt.ts";
import { toolBytes } from "../compose/tool-bytes.ts";
import type { Step } from "../dispatch/step.ts";
import { believedUsage } from "./believed-usage.ts";
import { mostCostMicroUsd, pricesOf } from "./offers.ts";

/** Longest UTF-8 form of a token of an answer, about: what it said is read again by the next call. */
const BYTES_A_TOKEN = 4;

/**
 * Whether what is on hold covers a call of the prompt after these steps, and behind it one more that has the answers of its tools to read.
 * Whatever the model asks for, a turn cannot cost more than was held for it.
 */
export function stepCover(options: {
  readonly prices: ModelPrices;
  readonly reservation: Reservation;
  readonly policy: ToolPolicy;
}): (steps: readonly Step[], prompt: Prompt) => boolean {
  const { prices, reservation, policy } = options;
  const most = ({ model, messages, bytes }: Prompt, furtherBytes: number) =>
    mostCostMicroUsd(prices, model, {
      bytes: bytes + toolBytes(policy.offered) + furtherBytes,
      messages: messages.length + (furtherBytes > 0 ? policy.callsPerStep + 1 : 0),
    });
  const spent = (step: Step) => {
    const usage = believedUsage(step, pricesOf(prices, step.dispatched.route));
    const known = step.dispatched.abandoned.length === 0 ? usage?.costMicroUsd : null;
    return known ?? most(step.prompt, 0);
  };
  return (steps, prompt) => {
    const furtherBytes = policy.callsPerStep * policy.resultBytes + prompt.model.maxOutputTokens * BYTES_A_TOKEN;
    const sofar = steps.reduce((sum, step) => sum + spent(step), 0);
    return sofar + most(prompt, 0) + most(prompt, furtherBytes) <= reservation.costMicroUsd;
  };
}
