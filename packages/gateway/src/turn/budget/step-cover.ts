import type { ModelPrices, Reservation, ToolPolicy } from "@sendcat/shared-types";
import type { Prompt } from "../compose/compose-prompt.ts";
import { toolBytes } from "../compose/tool-bytes.ts";
import type { Step } from "../dispatch/step.ts";
import { believedUsage } from "./believed-usage.ts";
import { maxCostMicroUsd, pricesOf } from "./amounts-to-reserve.ts";

/** About the most UTF-8 bytes per output token: the next call reads the answer again as input. */
const BYTES_A_TOKEN = 4;

/**
 * Returns a check whether the reservation covers one more call with the prompt after these steps, and another one after it that reads the tool
 * results. So a turn never costs more than its reservation, whatever the model asks for.
 */
export function stepCover(options: {
  readonly prices: ModelPrices;
  readonly reservation: Reservation;
  readonly policy: ToolPolicy;
}): (steps: readonly Step[], prompt: Prompt) => boolean {
  const { prices, reservation, policy } = options;
  const most = ({ model, messages, bytes }: Prompt, furtherBytes: number) =>
    maxCostMicroUsd(prices, model, {
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
