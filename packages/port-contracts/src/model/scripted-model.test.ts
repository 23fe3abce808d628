import { expect } from "vitest";
import type { Model, ModelFailure } from "@sendcat/shared-types";
import { modelContract, type ModelScenario } from "./model-contract.ts";
import { scriptedModel, stop, text, usage, type ScriptedModel, type Step } from "./scripted-model.ts";

const refused = (retryable: boolean, retryAfterMs?: number): ModelFailure => ({
  ok: false,
  refusal: { code: "provider_unavailable", ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  retryable,
});
const broken = { type: "error", refusal: { code: "upstream_error" } } as const;

const SCRIPTS: Readonly<Record<ModelScenario, readonly Step[]>> = {
  answers: [
    [text("Good "), text("morning")],
    [usage(42), stop],
  ],
  "reasons-first": [[{ type: "reasoning-delta", text: "Hm." }], [text("Good morning")], [usage(42), stop]],
  "keeps-usage-to-itself": [[text("Good morning")], [stop]],
  "breaks-off-with-an-error": [[text("Good ")], [broken]],
  "is-cut": [[text("Good ")], [broken]],
  "falls-silent": [[text("Good ")], "wait"],
  "never-answers": ["silence"],
  "has-no-credits": [refused(false)],
  "limits-rate": [refused(true, 1_000)],
  "is-down": [refused(true)],
};

modelContract("scripted", async () => {
  const asked = new Map<string, { readonly model: ScriptedModel; readonly signal: AbortSignal }>();
  const model: Model = {
    async stream(request, options) {
      // safe because these requests name a scenario as their model
      const made = scriptedModel(SCRIPTS[request.model as ModelScenario]);
      asked.set(request.user, { model: made, signal: options.signal });
      return await made.stream(request, options);
    },
  };
  return {
    model,
    unreachable: scriptedModel([refused(true)]),
    ask: (scenario) => ({
      request: {
        provider: "openrouter",
        model: scenario,
        messages: [{ role: "user", content: "Good morning?" }],
        maxOutputTokens: 100,
        maxPrices: { inputMicroUsdPerMTokens: 1, outputMicroUsdPerMTokens: 1 },
        providerData: "not-collected",
        user: crypto.randomUUID(),
      },
      text: "Good morning",
    }),
    async clientLeft(user) {
      const hasLeft = () => {
        const one = asked.get(user);
        return one !== undefined && (one.signal.aborted || one.model.cancelled() > 0);
      };
      await expect.poll(hasLeft).toBe(true);
    },
  };
});
