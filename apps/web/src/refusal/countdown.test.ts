import { describe, expect, it } from "vitest";
import { formatRemaining, nextTickMs, retryAtMs } from "./countdown.ts";

describe("when to try again", () => {
  it("does not depend on the device's clock when the service said how long to wait", () => {
    expect(retryAtMs({ code: "rate_limited", message: "", retryAfterMs: 5_000, resetAtMs: 1 }, 100_000)).toBe(105_000);
    expect(retryAtMs({ code: "quota_exceeded", message: "", resetAtMs: 200_000 }, 100_000)).toBe(200_000);
    expect(retryAtMs({ code: "internal", message: "" }, 100_000)).toBeNull();
  });

  it("never shows 0 while time is left", () => {
    expect(formatRemaining(1)).toBe("1 s");
    expect(formatRemaining(59_001)).toBe("1 min 00 s");
    expect(formatRemaining(185_000)).toBe("3 min 05 s");
    expect(formatRemaining(3_599_001)).toBe("1 h 00 min");
    expect(formatRemaining(18_720_000)).toBe("5 h 12 min");
    expect(formatRemaining(-5)).toBe("0 s");
  });

  it("ticks when the text changes", () => {
    expect(nextTickMs(2_400)).toBe(400);
    expect(nextTickMs(2_000)).toBe(1_000);
    expect(nextTickMs(3_601_000)).toBe(1_000);
    expect(nextTickMs(7_230_000)).toBe(30_000);
  });
});
