import { memoryOperations } from "./memory-operations.ts";
import { metricsContract } from "./metrics-contract.ts";
import { operationsContract } from "./operations-contract.ts";
import { operationsLogContract } from "./operations-log-contract.ts";

metricsContract("in memory", async () => {
  const { metrics, operations } = memoryOperations();
  const totals = async () => (await operations.read({ nowMs: Date.now(), minutes: 60 })).totals;
  return { metrics, elsewhere: metrics, totals, unreachable: memoryOperations().metrics };
});

operationsContract("in memory", async () => {
  const { metrics, operations } = memoryOperations();
  return { operations, elsewhere: operations, count: async (increments) => metrics.count(increments) };
});

operationsLogContract("in memory", async () => memoryOperations().operationsLog);
