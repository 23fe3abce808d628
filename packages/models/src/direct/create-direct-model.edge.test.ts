// @vitest-environment edge-runtime
import { modelContract } from "@sendcat/shared-types/contracts";
import { afterAll } from "vitest";
import { simulatedProvider } from "../testing/simulated-provider.ts";
import { createDirectModel } from "./create-direct-model.ts";

const { simulator, harness } = await simulatedProvider((baseUrl) =>
  createDirectModel({ apiKey: "sk-or-v1-test", baseUrl }),
);
afterAll(() => simulator.close());

modelContract("direct, in the edge runtime", async () => harness);
