import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { madeOnce } from "./made-once.ts";

let shared: string;
beforeEach(() => {
  shared = mkdtempSync(join(tmpdir(), "convex-local-made-"));
  vi.stubEnv("SENDCAT_TEST_FOLDER", shared);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(shared, { recursive: true });
});

it("makes a shared folder once, and shows it to no test file before it is complete", async () => {
  let times = 0;
  const make = async (folder: string): Promise<void> => {
    times++;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await writeFile(join(folder, "whole"), "");
  };
  const folders = await Promise.all([1, 2, 3].map(() => madeOnce("data", make)));
  expect(new Set(folders)).toEqual(new Set([join(shared, "data")]));
  expect(existsSync(join(shared, "data/whole"))).toBe(true);
  expect(times).toBe(1);
});

it("lets the next test file try when the first one failed", async () => {
  await expect(madeOnce("data", () => Promise.reject(new Error("no push")))).rejects.toThrow("no push");
  expect(await madeOnce("data", async () => undefined)).toBe(join(shared, "data"));
});

it("makes nothing outside of a test run, where it would not be removed", async () => {
  vi.stubEnv("SENDCAT_TEST_FOLDER", "");
  expect(await madeOnce("data", () => Promise.reject(new Error("made")))).toBeNull();
});
