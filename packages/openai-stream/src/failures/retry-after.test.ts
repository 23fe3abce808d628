import { describe, expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW_MS = Date.parse("2026-11-24T00:00:00Z");

describe("Retry-After", () => {
  it.each([
    [null, null],
    ["", null],
    ["soon", null],
    ["0", 0],
    ["-5", 0],
    [" 12 ", 12_000],
    ["0.5", 500],
    ["999999", 3_600_000],
    ["Tue, 24 Nov 2026 00:00:30 GMT", 30_000],
    ["Mon, 23 Nov 2026 00:00:30 GMT", 0],
  ])("reads %j as %j ms", (header, ms) => {
    expect(parseRetryAfter(header, NOW_MS)).toBe(ms);
  });
});
