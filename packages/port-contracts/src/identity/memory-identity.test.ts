import { identityContract } from "./identity-contract.ts";
import { memoryIdentity } from "./memory-identity.ts";

identityContract("in memory", async (now) => memoryIdentity(now));
