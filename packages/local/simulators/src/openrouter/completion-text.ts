import { parseChatCompletionRequest } from "./chat-completion-request.ts";
import { planCompletion } from "./plan-completion.ts";
import { resolveSettings } from "./sim-settings.ts";
import type { SimParams } from "./sim-params.ts";

/**
 * The full text the simulator answers to a request body (parsed JSON) and its `x-sim-*` headers (names without that prefix) when no fault
 * applies: load tests compare every character with it. Throws when the simulator would answer 400.
 */
export function completionText(body: unknown, headers: SimParams = {}): string {
  const parsed = parseChatCompletionRequest(body);
  if (!parsed.ok) throw new Error(parsed.message);
  const resolved = resolveSettings(parsed.request, { headers });
  if (!resolved.ok) throw new Error(resolved.message);
  return planCompletion(parsed.request, resolved.settings).tokens.join("");
}
