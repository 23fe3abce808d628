import { memoryThrottle } from "./memory-throttle.ts";
import { throttleContract } from "./throttle-contract.ts";

throttleContract("in memory", async (limits) => memoryThrottle((name) => limits[name].requests));
