import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceHash } from "./source-hash.ts";

let root: string;
function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sendcat-hash-"));
  put("pnpm-lock.yaml", "1");
  put("pnpm-workspace.yaml", "packages:\n  - apps/*\n  - packages/*\n  - convex\n");
  put("tsconfig.base.json", "{}");
  put("convex/package.json", '{"name":"core","dependencies":{"types":"workspace:*"}}');
  put("convex/schema.ts", "a");
  put("packages/types/package.json", '{"name":"types"}');
  put("packages/types/src/index.ts", "a");
  put("packages/other/package.json", '{"name":"other"}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the digest that decides whether to build or push again", () => {
  it.each([
    ["a source", "convex/schema.ts", "b"],
    ["a new file", "convex/model/turns.ts", "b"],
    ["a source of a package it depends on", "packages/types/src/index.ts", "b"],
    ["a dependency's version", "pnpm-lock.yaml", "2"],
  ])("changes with %s: an outdated build is never used", (_, path, text) => {
    const before = sourceHash(root, "convex");
    put(path, text);
    expect(sourceHash(root, "convex")).not.toBe(before);
  });

  it.each([
    ["a package that is not used", "packages/other/src/index.ts"],
    ["a test", "convex/schema.test.ts"],
    ["what was built", "convex/.next/x.js"],
  ])("stays with %s: no needless rebuild at a start", (_, path) => {
    const before = sourceHash(root, "convex");
    put(path, "b");
    expect(sourceHash(root, "convex")).toBe(before);
  });
});
