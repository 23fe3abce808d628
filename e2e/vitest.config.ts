import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["{api,clients,flows,hosts,pages}/**/*.test.ts"],
    globalSetup: ["./stack/global-setup.ts"],
    // One stack serves them all, and two cores serve the stack.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
