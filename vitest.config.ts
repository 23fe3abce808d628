import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.test.ts", "packages/**/*.test.ts", "convex/**/*.test.ts", "apps/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/.next/**", "**/fixtures/**"],
    setupFiles: ["vitest.setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
