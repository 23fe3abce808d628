import { longTestTimeoutMs, readTestEnv } from "@sendcat/test-depth";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The app's own compiler takes JSX as it stands; tests have it compiled.
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    include: ["*.test.ts", "packages/**/*.test.ts", "convex/**/*.test.ts", "apps/**/*.test.{ts,tsx}"],
    // Tests that start a stack need the build: e2e/vitest.config.ts runs them after it.
    exclude: ["**/node_modules/**", "**/.next/**", "**/fixtures/**", "**/*.stack.test.ts"],
    globalSetup: ["vitest.shared-folder.ts"],
    setupFiles: ["vitest.setup.ts"],
    testTimeout: readTestEnv().depth === "deep" ? longTestTimeoutMs() : 30_000,
    // Long enough for the first file that needs it to push the functions.
    hookTimeout: 180_000,
  },
});
