import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pageOf, readDeepReport, writeDeepReport } from "./deep-report.ts";

const suites = [
  { name: "kills", unit: "kills", runs: { quick: 8, deep: 3_000 }, files: [], inputs: [] },
  { name: "streams", unit: "streams", runs: { quick: 8, deep: 300 }, files: [], inputs: [] },
];
const kills = { inputs: "a1", runs: 3_000, passed: 1, seconds: 492, endedAt: "2026-03-02T12:00:00.000Z", seed: 7 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sendcat-deep-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the report of the long runs", () => {
  it("is read back as it was written, without suites that no longer exist", () => {
    writeDeepReport(folder, suites, { kills, gone: kills });
    expect(readDeepReport(folder)).toEqual({ kills });
  });

  it.each([
    ["missing", null],
    ["cut", "{"],
    ["of another shape", '{"kills":{"inputs":"a1"}}'],
    ["no object", "null"],
  ])("that is %s counts as none: its suites run again", (_, text) => {
    if (text !== null) writeFileSync(join(folder, "deep.json"), text);
    expect(readDeepReport(folder)).toEqual({});
  });

  it("shows what was green, when, how long it took, and what has no green run", () => {
    const page = pageOf(suites, { kills });
    expect(page).toContain("| kills | 3,000 kills | 2026-03-02 | 8 min 12 s | 7 |");
    expect(page).toContain("| streams | 300 streams | not run since it last failed, or never | | |");
  });
});
