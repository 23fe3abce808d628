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

  it("keeps at most 500 characters of its message", () => {
    expect(parseProviderError({ code: 500, message: "x".repeat(10_000) })?.message).toHaveLength(500);
    expect(parseProviderError("x".repeat(10_000))?.message).toHaveLength(500);
  });

  it.each([
    ["Rate limit exceeded: free-models-per-day", 429],
    ["Resource has been exhausted (e.g. check quota).", 429],
    ["Insufficient credits", 402],
    ["Invalid API key", 401],
    ["The author's cut", 502],
  ])("gets its status from the text %j if it has no code", (words, status) => {
    expect(parseProviderError(words)).toMatchObject({ status, message: words });
    expect(parseProviderError({ message: words })).toMatchObject({ status });
    expect(parseProviderError({ code: 503, message: words })).toMatchObject({ status: 503 });
  });

  it("that flags the input is told apart from a rejected key", () => {
    for (const code of ["content_filter", "content_policy_violation"])
      expect(parseProviderError({ code, message: "m" })).toMatchObject({ status: 403, moderated: true });
    expect(parseProviderError({ code: 403, message: "m" })).toMatchObject({ status: 403, moderated: false });
  });

  it.each([[null], [undefined], [""], [" "], [false], [0], [200], [[]]])("is not read from %j", (value) => {
    expect(parseProviderError(value)).toBeNull();
  });
});
