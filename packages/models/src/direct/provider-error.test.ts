import { describe, expect, it } from "vitest";
import { parseProviderError } from "./provider-error.ts";

describe("a provider's error", () => {
  it.each([
    [429, 429],
    ["429", 429],
    ["rate_limit_exceeded", 429],
    ["insufficient_quota", 402],
    ["overloaded_error", 503],
    ["request_timeout", 504],
    ["server_error", 502],
    [200, 502],
    [undefined, 502],
    [{}, 502],
  ])("with code %j counts as status %i", (code, status) => {
    expect(parseProviderError({ code, message: "m" })).toMatchObject({ status, message: "m" });
  });

  it("keeps a bounded part of what it says", () => {
    expect(parseProviderError({ code: 500, message: "x".repeat(10_000) })?.message).toHaveLength(500);
    expect(parseProviderError("no object")).toBeNull();
  });
});
