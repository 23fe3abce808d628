import type { LongSuite } from "@sendcat/test-depth";
import { describe, expect, it } from "vitest";
import { chooseDeep } from "./choose-deep.ts";
import type { DeepRecord } from "./deep-report.ts";

const suite = (name: string) => ({ name, unit: "runs", runs: { quick: 1, deep: 10 }, files: [], inputs: [] });
const record = (inputs: string, seconds: number, day: string): DeepRecord => ({
  inputs,
  seconds,
  endedAt: `2026-03-${day}T12:00:00.000Z`,
  runs: 10,
  passed: 1,
  seed: 1,
});
const suites = ["money", "kills", "streams"].map(suite);
const hashes = { money: "m2", kills: "k1", streams: "s2" };
const names = (choice: ReturnType<typeof chooseDeep>) =>
  Object.fromEntries(
    Object.entries<readonly LongSuite[]>({ ...choice }).map(([what, all]) => [
      what,
      all.map(({ name }: LongSuite) => name),
    ]),
  );

describe("the long suites of a CI run", () => {
  it("are those whose code has changed since their last green report, the oldest report first", () => {
    const records = {
      money: record("m1", 100, "09"),
      kills: record("k1", 100, "01"),
      streams: record("s1", 100, "03"),
    };
    expect(names(chooseDeep({ suites, records, hashes, budgetSeconds: 1_800 }))).toEqual({
      run: ["streams", "money"],
      leftOut: [],
      unchanged: ["kills"],
    });
  });

  it("begin with a suite that has no green report", () => {
    const records = { money: record("m1", 100, "01"), kills: record("k1", 100, "01") };
    const { run } = names(chooseDeep({ suites, records, hashes, budgetSeconds: 1_800 }));
    expect(run).toEqual(["streams", "money"]);
  });

  it("are only as many as fit into the time; what does not fit is listed, and a shorter suite takes its place", () => {
    const records = {
      money: record("m1", 1_900, "01"),
      kills: record("k0", 1_000, "02"),
      streams: record("s1", 900, "03"),
    };
    expect(names(chooseDeep({ suites, records, hashes, budgetSeconds: 1_800 }))).toEqual({
      run: ["kills"],
      leftOut: ["money", "streams"],
      unchanged: [],
    });
  });

  it("are none when nothing has changed", () => {
    const records = { money: record("m2", 1, "01"), kills: record("k1", 1, "01"), streams: record("s2", 1, "01") };
    expect(chooseDeep({ suites, records, hashes, budgetSeconds: 1_800 }).run).toEqual([]);
  });
});
