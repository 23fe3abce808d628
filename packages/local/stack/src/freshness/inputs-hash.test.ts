import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputsHash } from "./inputs-hash.ts";

let root: string;
function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const suite = {
  runs: { quick: 1, deep: 10 },
  files: ["packages/redis/src/laws.test.ts"],
  inputs: ["packages/redis", "packages/redis/fixtures/app", "vercel.json"],
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sendcat-inputs-"));
  put("pnpm-lock.yaml", "1");
  put("pnpm-workspace.yaml", "packages:\n  - apps/*\n  - packages/*\n  - convex\n");
  put(
    "packages/redis/package.json",
    '{"name":"quota","dependencies":{"types":"workspace:*","redis":"catalog:"},"devDependencies":{"fast-check":"catalog:"}}',
  );
  put("packages/redis/src/index.ts", "a");
  put("packages/redis/src/laws.test.ts", "a");
  put("packages/redis/src/other.test.ts", "a");
  put("packages/redis/fixtures/app/main.ts", "a");
  put("vercel.json", "{}");
  put("packages/redis/node_modules/redis/package.json", '{"version":"1.0.0"}');
  put("packages/types/package.json", '{"name":"types"}');
  put("packages/types/src/index.ts", "a");
  put("packages/other/src/index.ts", "a");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the digest that decides whether a long suite must run again", () => {
  it.each([
    ["the code under it", "packages/redis/src/index.ts", "b"],
    ["the code that one depends on", "packages/types/src/index.ts", "b"],
    ["a fixture that is named", "packages/redis/fixtures/app/main.ts", "b"],
    ["a file that is named", "vercel.json", '{"regions":[]}'],
    ["the suite itself", "packages/redis/src/laws.test.ts", "b"],
    ["a library's version", "packages/redis/node_modules/redis/package.json", '{"version":"1.0.1"}'],
  ])("changes with %s: a report counts only for the code it ran on", (_, path, text) => {
    const before = inputsHash(root, suite);
    put(path, text);
    expect(inputsHash(root, suite)).not.toBe(before);
  });

  it("changes with the number of runs", () => {
    expect(inputsHash(root, { ...suite, runs: { quick: 1, deep: 20 } })).not.toBe(inputsHash(root, suite));
  });

  it.each([
    ["another package", "packages/other/src/index.ts"],
    ["another test", "packages/redis/src/other.test.ts"],
    ["what another package installs", "pnpm-lock.yaml"],
  ])("stays with %s: no needless half-hour run", (_, path) => {
    const before = inputsHash(root, suite);
    put(path, "b");
    expect(inputsHash(root, suite)).toBe(before);
  });
});
