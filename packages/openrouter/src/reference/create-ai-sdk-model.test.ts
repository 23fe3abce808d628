import { modelContract } from "@sendcat/port-contracts";
import { createOpenRouterModel } from "../create-openrouter-model.ts";
import { afterAll, expect, it } from "vitest";
import { requestWith, simulatedProvider } from "../testing/simulated-provider.ts";
import { createAiSdkModel } from "./create-ai-sdk-model.ts";

const { simulator, harness } = await simulatedProvider((baseUrl) =>
  createAiSdkModel({ apiKey: "sk-or-v1-test", baseUrl }),
);
afterAll(() => simulator.close());

modelContract("the AI SDK, against the simulator", async () => harness);

it.each(["[[sim:byok]]", "[[sim:bill cost=999]]"])("reports the same cost as our adapter for %s", async (directive) => {
  const request = requestWith(`[[sim:bench tokens=20]] ${directive}`);
  const costs = [];
  for (const model of [harness.model, createOpenRouterModel({ apiKey: "k", baseUrl: simulator.url })]) {
    const answer = await model.stream(request, { signal: new AbortController().signal });
    if (!answer.ok) throw new Error("no answer");
    for await (const batch of answer.batches) {
      for (const event of batch) if (event.type === "usage") costs.push(event.usage.costMicroUsd);
    }
  }
  expect(costs).toHaveLength(2);
  expect(costs[0]).toBe(costs[1]);
  expect(costs[0]).toBeGreaterThan(0);
});
