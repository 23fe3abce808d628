import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { SHARED_STACK } from "./stack/projects.ts";

const FOLDERS = "{api,attack,clients,flows,hosts,pages}/**";
/** Long, because everything is slower while two browsers share the machine's cores. */
const TIMEOUTS = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 15_000 } } };

/** Groups run one after the other, with `maxWorkers` files at a time: stacks and browsers share two cores. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    globalSetup: ["./stack/global-setup.ts"],
    projects: [
      {
        test: {
          name: SHARED_STACK,
          include: [`${FOLDERS}/*.test.ts`],
          exclude: ["**/*.own-stack.test.ts", "**/*.alone.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...TIMEOUTS,
        },
      },
      {
        test: {
          name: "own stack",
          include: [`${FOLDERS}/*.own-stack.test.ts`],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          ...TIMEOUTS,
        },
      },
      {
        test: {
          name: "gates",
          root: join(import.meta.dirname, "../packages/reliability"),
          include: ["src/**/*.stack.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "alone",
          include: [`${FOLDERS}/*.alone.test.ts`],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
          ...TIMEOUTS,
        },
      },
    ],
  },
});
