import { createOpenRouterSimulator } from "@sendcat/local-simulators";
import { generationCostsContract } from "@sendcat/port-contracts";
import { afterAll } from "vitest";
import { createOpenRouterModel } from "../create-openrouter-model.ts";
import { requestWith } from "../testing/simulated-provider.ts";
import { createGenerationCosts } from "./create-generation-costs.ts";

const simulator = await createOpenRouterSimulator({ pace: { ttftMs: 0, tokensPerSecond: 0 }, generationDelayMs: 50 });
const gone = await createOpenRouterSimulator();
await gone.close();
afterAll(() => simulator.close());

generationCostsContract("OpenRouter", async () => {
  const model = createOpenRouterModel({ apiKey: "k", baseUrl: simulator.url });
  const answer = await model.stream(requestWith(""), { signal: new AbortController().signal });
  if (!answer.ok) throw new Error("refused", { cause: answer });
  let costMicroUsd = 0;
  for await (const events of answer.batches)
    for (const event of events) if (event.type === "usage") costMicroUsd = event.usage.costMicroUsd ?? 0;
  return {
    costs: createGenerationCosts({ apiKey: "k", baseUrl: simulator.url }),
    unreachable: createGenerationCosts({ apiKey: "k", baseUrl: gone.url }),
    id: answer.generationId() ?? "",
    costMicroUsd,
  };
});
