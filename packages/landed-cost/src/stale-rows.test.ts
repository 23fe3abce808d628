import { describe, expect, it } from "vitest";
import { ALL_ROWS } from "./all-rows.ts";
import { CAYMAN } from "./places/cayman.ts";
import type { Source } from "./rows/source.ts";
import { staleRows } from "./stale-rows.ts";

const [levy] = CAYMAN.charges.filter(({ code }) => code === "ENV");

describe("an operator who looks for rows to check again", () => {
  it("finds a row whose page is older than 180 days, and not one a day younger", () => {
    expect(
      daysOf({ page: "a page", date: "2026-01-01", readOn: "2026-06-29", readFrom: "copy" }, "2026-06-30"),
    ).toEqual([]);
    expect(
      daysOf({ page: "a page", date: "2026-01-01", readOn: "2026-06-29", readFrom: "copy" }, "2026-07-01"),
    ).toEqual([181]);
  });

  it("finds a row without a date, until the live page is read", () => {
    expect(daysOf({ page: "a page", date: null, readOn: "2026-06-29", readFrom: "copy" }, "2026-07-01")).toEqual([
      null,
    ]);
    expect(daysOf({ page: "a page", date: null, readOn: "2026-06-29", readFrom: "live" }, "2026-07-01")).toEqual([]);
  });

  it("sees the undated rows first, and no row that has ended", () => {
    const rows = staleRows(ALL_ROWS, "2026-11-30", 180);
    const days = rows.map(({ daysOld }) => daysOld ?? Infinity);
    expect(days).toEqual(days.toSorted((one, other) => (one < other ? 1 : one > other ? -1 : 0)));
    expect(rows.filter(({ fact }) => fact.until !== undefined && fact.until < "2026-11-30")).toEqual([]);
  });
});

function daysOf(source: Source, date: string): readonly (number | null)[] {
  if (!levy) throw new Error("Cayman has no levy.");
  const place = { ...CAYMAN, thresholds: [], charges: [{ ...levy, sources: [source] as const }] };
  return staleRows({ places: [place], couriers: [], pegs: [] }, date, 180).map(({ daysOld }) => daysOld);
}
