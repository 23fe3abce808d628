export { createUpstashAccountSimulator, type UpstashAccountSimulator } from "./create-upstash-account-simulator.ts";
