import { expect, it } from "vitest";
import { unsafeRegex } from "./unsafe-regex.ts";

it.each([
  "(a+)+$",
  "(a|a)*$",
  "(a|ab)+c",
  "((ab)*c)*",
  "(.*)*",
  "(a{1,9}){2,30}",
  "(?=a)b",
  "(?<!a)b",
  "(?<name>a)",
  "(a)\\1",
  ".*.*.*.*.*x",
  "(",
  "x".repeat(513),
])("refuses %s", (source) => {
  expect(unsafeRegex(source)).not.toBeNull();
});

it.each([
  "^/api/(chat|session)/?$",
  "/(\\.|%2e)env",
  "\\.(php[0-9]?|asp)(/|$)",
  "[*+]{3}",
  "(\\+|\\*)?x",
  "(?:a|b)c*",
  "(abc)+",
])("takes %s", (source) => {
  expect(unsafeRegex(source)).toBeNull();
});
