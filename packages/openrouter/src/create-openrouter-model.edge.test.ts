// @vitest-environment edge-runtime
import { modelContract } from "@sendcat/port-contracts";
import { afterAll } from "vitest";
import { simulatedProvider } from "./testing/simulated-provider.ts";
import { createOpenRouterModel } from "./create-openrouter-model.ts";

const { simulator, harness } = await simulatedProvider((baseUrl) =>
  createOpenRouterModel({ apiKey: "sk-or-v1-test", baseUrl }),
);
afterAll(() => simulator.close());

modelContract("direct, in the edge runtime", async () => harness);
