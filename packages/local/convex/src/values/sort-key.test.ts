import { compareValues, convexToJson, type Value } from "convex/values";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { EncodedValue } from "./encoded-value.ts";
import { sortKey } from "./sort-key.ts";

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((recurse) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -300n, max: 300n }),
    fc.string({ unit: "binary", maxLength: 6 }),
    fc.string({ unit: fc.constantFrom("\0", "a", "\uffff", "é", "😀"), maxLength: 4 }),
    fc.uint8Array({ maxLength: 5 }).map((bytes) => new Uint8Array(bytes).buffer),
    fc.array(recurse("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c", "ab"), recurse("value"), { maxKeys: 3 }),
  ),
})).value;

const optional = fc.option(value, { nil: undefined });

function keyOf(item: Value | undefined): Buffer {
  // safe because convexToJson answers exactly the encoding.
  return sortKey([item === undefined ? undefined : (convexToJson(item) as EncodedValue)]);
}

it("orders keys as Convex orders values, so that indexes return documents in the right order", () => {
  fc.assert(
    fc.property(optional, optional, (left, right) => {
      const byKey = Math.sign(Buffer.compare(keyOf(left), keyOf(right)));
      expect(byKey).toBe(Math.sign(compareValues(left, right)));
    }),
  );
});

it("orders compound keys by their first difference", () => {
  fc.assert(
    fc.property(optional, optional, optional, (first, left, right) => {
      const prefix = keyOf(first);
      const byKey = Buffer.compare(Buffer.concat([prefix, keyOf(left)]), Buffer.concat([prefix, keyOf(right)]));
      expect(Math.sign(byKey)).toBe(Math.sign(compareValues(left, right)));
    }),
  );
});
