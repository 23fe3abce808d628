import type { ModelHarness, ModelScenario } from "@sendcat/port-contracts";
import type { Model, ModelRequest } from "@sendcat/shared-types";
import { completionText, createOpenRouterSimulator, type OpenRouterSimulator } from "@sendcat/local-simulators";
import { expect } from "vitest";

/** For each scenario, the directive in the user's message that makes the simulator play it. */
const DIRECTIVES: Readonly<Record<ModelScenario, string>> = {
  answers: "",
  "reasons-first": "[[sim:reasoning]]",
  "keeps-usage-to-itself": "[[sim:no-usage]]",
  "breaks-off-with-an-error": "[[sim:error-midstream after=4]]",
  "is-cut": "[[sim:cut-midstream after=4]]",
  "falls-silent": "[[sim:hang-midstream after=4]]",
  "never-answers": "[[sim:hang]]",
  "has-no-credits": "[[sim:402]]",
  "limits-rate": "[[sim:429 retry-after=7]]",
  "is-down": "[[sim:503]]",
};

export const QUESTION = "Which hurricane lantern should I buy, delivered to Kingston? 🌀";

let users = 0;

export function requestWith(directive: string): ModelRequest {
  return {
    provider: "openrouter",
    model: "google/gemini-2.5-flash",
    messages: [
      { role: "system", content: "You are a shopping assistant." },
      { role: "user", content: `${QUESTION} ${directive}` },
    ],
    maxOutputTokens: 2_000,
    maxPrices: { inputMicroUsdPerMTokens: 300_000, outputMicroUsdPerMTokens: 2_500_000 },
    providerData: "not-collected",
    user: `user-${users++}`,
  };
}

/** The text of the complete answer to a request. */
export function wholeText({ model, messages, maxOutputTokens }: ModelRequest): string {
  return completionText({ model, messages, max_tokens: maxOutputTokens });
}

/** The simulator without delays, and models that use it. */
export async function simulatedProvider(
  createModel: (baseUrl: string) => Model,
): Promise<{ readonly simulator: OpenRouterSimulator; readonly harness: ModelHarness }> {
  const simulator = await createOpenRouterSimulator({ pace: { ttftMs: 0, tokensPerSecond: 0 } });
  const gone = await createOpenRouterSimulator();
  await gone.close();
  return {
    simulator,
    harness: {
      model: createModel(simulator.url),
      unreachable: createModel(gone.url),
      ask(scenario) {
        const request = requestWith(DIRECTIVES[scenario]);
        return { request, text: wholeText(request) };
      },
      async clientLeft(user) {
        const outcome = () => simulator.requests().find((record) => record.user === user)?.outcome;
        await expect.poll(outcome, { timeout: 10_000 }).toBe("aborted");
      },
    },
  };
}
