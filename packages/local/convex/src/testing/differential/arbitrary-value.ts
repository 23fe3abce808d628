import type { Value } from "convex/values";
import fc from "fast-check";

const NUMBERS = [0, -0, 1, -1, 2, 2.5, 1e21, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, NaN, Infinity, -Infinity];
const INTEGERS = [
  0n,
  1n,
  -1n,
  127n,
  128n,
  -128n,
  -129n,
  32_767n,
  32_768n,
  2n ** 31n,
  -(2n ** 31n) - 1n,
  2n ** 63n - 1n,
];
const TEXTS = ["", "a", "a\0", "a\0b", "aa", "b", "é", "z", "\u{1F600}", "\uFFFD", "\u{FFFF}", "$", "true"];
const BYTE_LISTS = [[], [0], [0, 0], [0, 255], [1], [255], [255, 255]];

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...INTEGERS, -(2n ** 63n)),
  fc.constantFrom(...TEXTS),
  fc.constantFrom(...BYTE_LISTS).map((bytes) => new Uint8Array(bytes).buffer),
);

const fieldName = fc.constantFrom("x", "y", "xx", "a", "Z");

/** Any Convex value, from a small set, so that equal values are frequent. */
export const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    { weight: 6, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.dictionary(fieldName, tie("value"), { maxKeys: 3, noNullPrototype: true }) },
  ),
})).value;
