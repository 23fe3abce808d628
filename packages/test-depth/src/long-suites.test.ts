import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LongSuite } from "./long-suite.ts";
import { LONG_SUITES } from "./long-suites.ts";

const ROOT = join(import.meta.dirname, "../../..");
const suites: readonly LongSuite[] = LONG_SUITES;
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const tests = globSync("{packages,convex,apps,e2e}/**/*.test.{ts,tsx}", {
  cwd: ROOT,
  exclude: (path) => /(^|\/)(node_modules|\.next)$/.test(path),
});

describe("the list of long suites", () => {
  it("names only files and folders that exist: a moved suite must not drop out of the deep run", () => {
    const paths = suites.flatMap(({ files, inputs }) => [...files, ...inputs]);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("has each name and each file once, and a deep number above the quick one", () => {
    for (const all of [suites.map(({ name }) => name), suites.flatMap(({ files }) => files)])
      expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
    expect(suites.filter(({ runs }) => runs.quick >= runs.deep)).toEqual([]);
  });

  it("is where each suite's files get their number of runs", () => {
    const named = suites.filter(({ name }) => name !== "laws");
    for (const { name, files } of named)
      expect([name, files.some((file) => read(file).includes(`runsOf("${name}")`))]).toEqual([name, true]);
  });

  it("has every property test, and no test sets its own number of runs", () => {
    const listed = new Set(suites.flatMap(({ files }) => files));
    const properties = tests.filter((file) => /\bfc\.(assert|sample)\(/.test(read(file)));
    expect(properties.length).toBeGreaterThan(15);
    expect(properties.filter((file) => !listed.has(file))).toEqual([]);
    expect(tests.filter((file) => /numRuns: [\d_]+[,\s]/.test(read(file)))).toEqual([]);
  });
});
