import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { afterAll, describe, expect, it } from "vitest";
import type { PastReport } from "../drills/report-files.ts";
import { compareCanary } from "./compare-canary.ts";
import { readCanaryPolicy } from "./pass-criteria.ts";

const policy = readCanaryPolicy();
const GOOD = { availability: 1, serverErrors: 0, networkErrors: 0, firstTokenP95: 400, completionP95: 2_000 };

const report = (measured: Readonly<Record<string, number>> = {}, calls = 1_000): PastReport => ({
  drill: "chat-streams",
  profile: "quick",
  startedAt: "2026-11-25T12:00:00.000Z",
  whole: {},
  phases: [{ group: "people", calls, measured: { ...GOOD, ...measured } }],
});

describe("a canary", () => {
  it("is promoted when it is as good as the control", () => {
    expect(compareCanary(report(), report({ firstTokenP95: 420 }), policy)).toEqual({
      decision: "promote",
      reasons: [],
    });
  });

  it.each([
    ["availability", { availability: 0.98 }],
    ["serverErrors", { serverErrors: 0.02 }],
    ["networkErrors", { networkErrors: 0.02 }],
    ["firstTokenP95", { firstTokenP95: 501 }],
    ["completionP95", { completionP95: 2_301 }],
  ] as const)("is rolled back by %s", (name, measured) => {
    const { decision, reasons } = compareCanary(report(), report(measured), policy);
    expect(decision).toBe("roll-back");
    expect(reasons).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  });

  it("is not rolled back for a difference that chance explains, nor for being better", () => {
    expect(compareCanary(report({}, 120), report({ serverErrors: 1 / 120 }, 120), policy).decision).toBe("promote");
    expect(compareCanary(report({ availability: 0.9 }), report(), policy).decision).toBe("promote");
  });

  it("makes no decision on too few calls", () => {
    expect(compareCanary(report(), report({}, 99), policy)).toMatchObject({ decision: "not-enough-calls" });
  });
});

describe("pnpm canary", () => {
  const folder = mkdtempSync(join(tmpdir(), "sendcat-canary-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const canary = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(REPO_ROOT, "packages/reliability/src/cli/canary.ts"), ...args], {
      encoding: "utf8",
    });

  it("ends with exit codes that a pipeline can use", () => {
    const [good, bad, few] = [
      file("good.json", report()),
      file("bad.json", report({ serverErrors: 0.1 })),
      file("few.json", report({}, 3)),
    ];
    expect(canary(good, good)).toMatchObject({ status: 0, stdout: "promote\n" });
    const worse = canary(good, bad);
    expect(worse.status).toBe(1);
    expect(worse.stdout.split("\n")[0]).toMatch(/^serverErrors 0 % before, 10 % now/);
    expect(canary(good, few).status).toBe(3);
    expect(canary(good, file("none.json", { hello: 1 })).status).toBe(3);
    expect(canary(good, good, "--policy", "no-such").status).toBe(2);
  }, 180_000);
});
