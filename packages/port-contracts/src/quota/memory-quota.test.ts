import { createMemoryQuota } from "./memory-quota.ts";
import { quotaContract } from "./quota-contract.ts";

quotaContract("in memory", async (policy) => createMemoryQuota(policy));
