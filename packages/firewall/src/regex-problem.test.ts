import { checkSync } from "recheck";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { regexProblem } from "./regex-problem.ts";
import { RULES } from "./rules.ts";

it.each(["(?=a)b", "(?<!a)b", "(?<name>a)", "(a)\\1", "(", "x".repeat(513)])("refuses %s", (source) => {
  expect(regexProblem(source)).not.toBeNull();
});

it.each(["^/api/(chat|session)/?$", "/(\\.|%2e)env", "\\.(php[0-9]?|asp)(/|$)", "[*+(?=]{3}", "(?:a|b)c*"])(
  "takes %s",
  (source) => {
    expect(regexProblem(source)).toBeNull();
  },
);

describe("time to match", () => {
  // The library's checker in JavaScript: no Java, no binary, no thread.
  beforeEach(() => void vi.stubEnv("RECHECK_SYNC_BACKEND", "pure"));
  afterEach(() => void vi.unstubAllEnvs());
  // With the same flags as the edge uses.
  const verdict = (source: string): string => checkSync(source, "i", { timeout: 240_000 }).status;

  const sources = RULES.flatMap(({ any }) => any.flat()).flatMap((one) => (one.op === "re" ? [one.value] : []));
  it.each([...new Set(sources)])(
    "of %s grows only linearly with the request",
    (source) => expect(verdict(source)).toBe("safe"),
    300_000,
  );

  it.each(["(a+)+$", "(a|a)*$", "(.*)*$", ".*.*.*.*.*x"])(
    "of %s would grow faster",
    (source) => expect(verdict(source)).toBe("vulnerable"),
    300_000,
  );
});
