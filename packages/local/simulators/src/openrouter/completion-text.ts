import { parseChatCompletionRequest } from "./chat-completion-request.ts";
import { planCompletion } from "./plan-completion.ts";
import { resolveSettings } from "./sim-settings.ts";
import type { SimParams } from "./sim-params.ts";

/**
 * The text the simulator answers to a request body (parsed JSON) and its `x-sim-*` headers (names without that prefix), as if nothing broke:
 * what a load test compares every character with. Throws when the simulator would answer 400.
 */
export function completionText(body: unknown, headers: SimParams = {}): string {
  const parsed = parseChatCompletionRequest(body);
  if (!parsed.ok) throw new Error(parsed.message);
  const resolved = resolveSettings(parsed.request, { headers });
  if (!resolved.ok) throw new Error(resolved.message);
  return planCompletion(parsed.request, resolved.settings).tokens.join("");
}
