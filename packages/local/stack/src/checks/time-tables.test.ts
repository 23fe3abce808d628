import { describe, expect, it } from "vitest";
import { inWords, slowestFiles, stageTimes } from "./time-tables.ts";
import { timesOfReport } from "./times-of-report.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";

describe("the time tables of a test run", () => {
  it("list the ten slowest files of all stages, slowest first", () => {
    const files = Array.from({ length: 12 }, (_, n) => ({ file: `${n}.test.ts`, seconds: n * 10 }));
    const [head, ...lines] = slowestFiles(files);
    expect(head).toBe("The slowest 10 of 12 test files, which took 11 min 0 s together:");
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe("   110.0 s  11.test.ts");
    expect(lines.at(-1)).toBe("    20.0 s  2.test.ts");
  });

  it("say nothing about files when no test ran", () => {
    expect(slowestFiles([])).toEqual([]);
  });

  it("give each stage's time and the sum", () => {
    const stages = [
      { name: "static checks", seconds: 40.04 },
      { name: "end to end", seconds: 300 },
    ];
    expect(stageTimes(stages)).toEqual([
      "The run took 5 min 40 s:",
      "    40.0 s  static checks",
      "   300.0 s  end to end",
    ]);
    expect(inWords(59.6)).toBe("1 min 0 s");
  });

  it("include the hooks in a file's time, and give its path in the repository", () => {
    const report = { testResults: [{ name: `${REPO_ROOT}/convex/a.test.ts`, tookMs: 1_500 }, { name: "b" }] };
    expect(timesOfReport(report)).toEqual([{ file: "convex/a.test.ts", seconds: 1.5 }]);
    expect(timesOfReport(null)).toEqual([]);
  });
});
