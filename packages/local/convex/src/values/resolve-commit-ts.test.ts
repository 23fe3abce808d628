import { expect, it } from "vitest";
import { resolveCommitTs } from "./resolve-commit-ts.ts";

it("replaces commit timestamp placeholders in a value, and nothing else", () => {
  const int64 = { $integer: "AQAAAAAAAAA=" };
  const value = {
    at: { $commitTs: null },
    list: [{ $commitTs: null }, "$commitTs"],
    deep: { at: { $commitTs: null } },
  };
  expect(resolveCommitTs(value, 1n)).toEqual({ at: int64, list: [int64, "$commitTs"], deep: { at: int64 } });
  const untouched = { text: "at", bytes: { $bytes: "AA==" } };
  expect(resolveCommitTs(untouched, 1n)).toBe(untouched);
});
