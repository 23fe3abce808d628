import { modelContract } from "@sendcat/shared-types/contracts";
import { afterAll } from "vitest";
import { simulatedProvider } from "../testing/simulated-provider.ts";
import { createAiSdkModel } from "./create-ai-sdk-model.ts";

const { simulator, harness } = await simulatedProvider((baseUrl) =>
  createAiSdkModel({ apiKey: "sk-or-v1-test", baseUrl }),
);
afterAll(() => simulator.close());

modelContract("the AI SDK, against the simulator", async () => harness);
