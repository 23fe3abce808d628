import { createMemoryTools, RUNNING } from "./memory-tools.ts";
import { toolQueueContract } from "./tool-queue-contract.ts";

toolQueueContract("in memory", async () => {
  const { queue, asked, answerWith } = createMemoryTools();
  return {
    queue,
    runs: (query) => asked.filter(({ input }) => input["query"] === query).length,
    slowDown: () => answerWith(() => ({ kind: "under-way", job: RUNNING })),
    speedUp: () => answerWith(null),
    fill: async () => answerWith(() => ({ code: "queue_saturated", scope: "tool.search_web", retryAfterMs: 500 })),
    beginTurn: async () => crypto.randomUUID(),
  };
});
