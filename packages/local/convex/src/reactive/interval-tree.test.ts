import fc from "fast-check";
import { expect, it } from "vitest";
import { type IntervalHandle, IntervalTree } from "./interval-tree.ts";

const key = fc.uint8Array({ minLength: 1, maxLength: 3, max: 4 }).map((bytes) => Buffer.from(bytes));

it("finds exactly the intervals that contain a key, so that subscribers miss no change", () => {
  const intervals = fc.array(fc.record({ lower: key, upper: key, removed: fc.boolean() }));
  fc.assert(
    fc.property(intervals, key, (items, probe) => {
      const tree = new IntervalTree<number>();
      const handles: IntervalHandle[] = items.map(({ lower, upper }, payload) =>
        tree.insert({ lower, upper, payload }),
      );
      handles.forEach((handle, payload) => {
        if (items[payload]?.removed) tree.remove(handle);
      });
      const found: number[] = [];
      tree.stab(probe, (payload) => found.push(payload));
      const expected = items.flatMap(({ lower, upper, removed }, payload) =>
        !removed && Buffer.compare(lower, probe) <= 0 && Buffer.compare(probe, upper) < 0 ? [payload] : [],
      );
      expect(found.sort((left, right) => left - right)).toEqual(expected);
      expect(tree.size).toBe(items.filter(({ removed }) => !removed).length);
    }),
  );
});
