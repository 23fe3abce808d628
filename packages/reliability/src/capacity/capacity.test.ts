import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { describe, expect, it } from "vitest";
import { compareWithSimulation, differenceOf, TOLERANCE } from "./agreement.ts";
import { capacityDocuments } from "./capacity-documents.ts";
import { ceilingsOf } from "./ceilings.ts";
import { defaultModel, unitsFor, usersAt } from "./closed-form.ts";
import { erlangB, placesFor, poissonQuantile } from "./erlang.ts";
import { readInputs } from "./inputs.ts";
import { readConstants } from "./measured.ts";
import { MILESTONES } from "./milestones.ts";

const model = defaultModel(readInputs([]), readConstants(join(REPO_ROOT, "docs/reports")));

describe("the formulas", () => {
  it("give the published values of Erlang's loss formula", () => {
    // Tables of Erlang B: 20 Erlang on 30 lines lose 0.85 %; 117 lines carry 100 Erlang at 1 %.
    expect(erlangB(20, 30)).toBeCloseTo(0.0085, 4);
    expect(placesFor(100, 0.01)).toBe(117);
    expect(placesFor(0, 0.01)).toBe(0);
  });

  it("find percentiles of Poisson counts where exp(-mean) underflows to zero", () => {
    expect(poissonQuantile(10, 0.5)).toBe(10);
    // The normal approximation: 20,000 + 3.09 * sqrt(20,000).
    expect(Math.abs(poissonQuantile(20_000, 0.999) - 20_437)).toBeLessThan(5);
  });

  it.each([2, 30])(
    "agree with the simulation within 5 %% where they claim to be valid, at %d turns a second",
    (rate) => {
      const { compared } = compareWithSimulation({
        turnsPerSecond: rate,
        streamSeconds: 12,
        streamSecondsSpread: 0.8,
        seed: 7,
      });
      const claimed = compared.filter(({ claims }) => claims);
      expect(claimed.length).toBeGreaterThanOrEqual(5);
      const off = claimed
        .filter((one) => differenceOf(one) > TOLERANCE)
        .map(({ figure, scenario }) => [scenario, figure]);
      expect(off).toEqual([]);
      // Outside its validity the formula must disagree, or the page would warn of nothing.
      expect(compared.filter((one) => !one.claims && differenceOf(one) > TOLERANCE).length).toBeGreaterThan(1);
    },
    60_000,
  );
});

describe("from users to the plan's units", () => {
  it("gives the same result however a million users are counted", () => {
    const byDay = unitsFor(100_000, "dau", model);
    expect(unitsFor(1_000_000, "registered", model).turnsPerDay).toBeCloseTo(byDay.turnsPerDay);
    expect(unitsFor(400_000, "mau", model).peakStreams).toBe(byDay.peakStreams);
  });

  it.each(MILESTONES)("finds the number of users whose peak is the streams of $name", ({ streams }) => {
    const users = usersAt("peakStreams", streams, model);
    expect(unitsFor(users, "registered", model).peakStreams).toBe(streams);
  });

  it("lists the lowest ceiling first, each at the number of users where its unit reaches the limit", () => {
    const ceilings = ceilingsOf(model);
    for (const { users, unit, limit } of ceilings) {
      expect(unitsFor(users, "registered", model)[unit]).toBeLessThanOrEqual(limit);
      expect(unitsFor(users * 1.02 + 1, "registered", model)[unit]).toBeGreaterThan(limit);
    }
    expect(ceilings.map(({ users }) => users)).toEqual(ceilings.map(({ users }) => users).toSorted((a, b) => a - b));
  });

  it("needs no places, no money and no requests for zero users", () => {
    expect(unitsFor(0, "registered", model)).toMatchObject({ peakStreams: 0, requestsPerSecond: 0, usdPerTurn: 0 });
  });
});

describe("the documents", () => {
  it("match the model; if not, run `pnpm capacity --write`", () => {
    for (const [path, text] of Object.entries(capacityDocuments(model))) {
      const stored = readFileSync(join(REPO_ROOT, path), "utf8");
      expect(words(stored), path).toBe(words(text));
    }
  }, 60_000);
});

/** Removes what the formatter adds: padding of tables and line breaks. */
function words(text: string): string {
  return text
    .replaceAll(/-{3,}:?/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();
}

describe("pnpm capacity", () => {
  const capacity = (...args: string[]) =>
    spawnSync(process.execPath, [join(REPO_ROOT, "packages/reliability/src/cli/capacity.ts"), ...args], {
      encoding: "utf8",
    });

  it("prints the table for a million users", () => {
    const { status, stdout } = capacity("--users", "1000000");
    expect(status).toBe(0);
    expect(stdout).toContain("1,000,000 registered");
    expect(stdout).toMatch(/peak concurrent streams.*\b500\b.*\b5,000\b.*\b20,000\b/);
  });

  it.each([
    [["--users", "many"], "'--users <n>' argument 'many' is invalid. It must be a number from 0 to 10000000000."],
    [["--as", "cats"], "'--as <what>' argument 'cats' is invalid. Allowed choices are registered, mau, dau."],
    [["--set", "adoption=2"], "adoption must be a number from 0 to 1"],
    [["--set", "moonPhase=1"], "There is no input moonPhase"],
    [["--set", "freeShare=0.9", "--set", "proShare=0.2"], "more than all users"],
    [["--unknown"], "unknown option '--unknown'"],
  ])("refuses %j and writes nothing", (args, message) => {
    const { status, stderr, stdout } = capacity(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
