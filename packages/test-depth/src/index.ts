export { readTestEnv, type Depth } from "./env.ts";
export type { LongSuite } from "./long-suite.ts";
export { longTestTimeoutMs } from "./long-test-timeout-ms.ts";
export { LONG_SUITES, type LongSuiteName } from "./long-suites.ts";
export { runsOf } from "./runs-of.ts";
