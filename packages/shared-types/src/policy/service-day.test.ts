import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serviceDay } from "./service-day.ts";

const zones = ["America/Jamaica", "America/New_York", "Europe/London", "Pacific/Auckland", "UTC"];

describe("serviceDay", () => {
  it("ends a Jamaican day at 05:00 UTC all year", () => {
    const day = serviceDay(Date.parse("2026-07-01T04:59:59Z"), "America/Jamaica");
    expect(day).toEqual({
      name: "2026-06-30",
      startMs: Date.parse("2026-06-30T05:00:00Z"),
      endMs: Date.parse("2026-07-01T05:00:00Z"),
    });
  });

  it("makes the days of a clock change 23 and 25 hours long", () => {
    const hours = (iso: string) => {
      const { startMs, endMs } = serviceDay(Date.parse(iso), "America/New_York");
      return (endMs - startMs) / 3_600_000;
    };
    expect([hours("2026-03-08T12:00:00Z"), hours("2026-11-01T12:00:00Z")]).toEqual([23, 25]);
  });

  it("puts every moment into exactly one day, without gaps between days", () => {
    const moment = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2040-01-01") });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (nowMs, zone) => {
        const day = serviceDay(nowMs, zone);
        expect(day.startMs <= nowMs && nowMs < day.endMs).toBe(true);
        expect(serviceDay(day.endMs, zone).startMs).toBe(day.endMs);
        expect(serviceDay(day.endMs - 1, zone).name).toBe(day.name);
      }),
    );
  });
});
