import { longTestTimeoutMs, readTestEnv } from "@sendcat/test-depth";
import { defineConfig, type UserWorkspaceConfig } from "vitest/config";

/** Tests of the embedded deployment's time limits and of whole processes: a second file beside them takes the time that they measure. */
const ALONE = [
  "packages/{local/convex,local/upstash,convex-client}/**/*.test.ts",
  "packages/redis/src/admission/many-hosts.test.ts",
  "packages/gateway/src/tools/single-flight.test.ts",
];

const shared: UserWorkspaceConfig["test"] = {
  setupFiles: ["vitest.setup.ts"],
  testTimeout: readTestEnv().depth === "deep" ? longTestTimeoutMs() : 30_000,
  // Long enough for the first file that needs it to push the functions.
  hookTimeout: 180_000,
  // What a quiet machine shows within a second takes longer on a busy one.
  expect: { poll: { timeout: 10_000 } },
  // It imports a JSON file in a way that Node refuses and vite takes.
  server: { deps: { inline: ["@actions/workflow-parser"] } },
};
// Tests that start a stack need the build: e2e/vitest.config.ts runs them after it.
const elsewhere = ["**/node_modules/**", "**/.next/**", "**/fixtures/**", "**/*.stack.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["vitest.shared-folder.ts"],
    projects: [
      {
        // The app's own compiler takes JSX as it stands; tests have it compiled.
        oxc: { jsx: { runtime: "automatic" } },
        test: {
          ...shared,
          name: "side by side",
          include: ["*.test.ts", "packages/**/*.test.ts", "convex/**/*.test.ts", "apps/**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, ...ALONE],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: "one at a time",
          include: ALONE,
          exclude: elsewhere,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
