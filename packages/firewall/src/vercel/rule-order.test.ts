import fc from "fast-check";
import { expect, it } from "vitest";
import { orderMoves, targetOrder } from "./rule-order.ts";

const arbitrary = fc
  .uniqueArray(fc.nat(30), { maxLength: 12 })
  .chain((ids) => fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids), fc.subarray(ids)));

it("puts our rules in our order, keeps the order of rules made by hand, and lists moves that lead there", () => {
  fc.assert(
    fc.property(arbitrary, ([ids, own, inserted]) => {
      const local = own.map((id) => `rule-${id}`);
      const current = ids.map((id) => ({ id: String(id), ruleId: own.includes(id) ? `rule-${id}` : null }));
      const fresh = new Set(inserted.filter((id) => own.includes(id)).map(String));
      const target = targetOrder(current, local, fresh);

      expect([...target].sort()).toEqual(ids.map(String).sort());
      const isOwn = (id: string) => own.includes(Number(id));
      expect(target.filter(isOwn)).toEqual(own.map(String));
      expect(target.filter((id) => !isOwn(id))).toEqual(ids.map(String).filter((id) => !isOwn(id)));

      const list = ids.map(String);
      for (const { id, index } of orderMoves(list, target)) {
        list.splice(list.indexOf(id), 1);
        list.splice(index, 0, id);
      }
      expect(list).toEqual(target);
      expect(orderMoves(target, target)).toEqual([]);
    }),
  );
});

it("keeps a rule made by hand between the neighbours that it was put between", () => {
  const entry = (id: string, own: boolean) => ({ id, ruleId: own ? id : null });
  const current = [entry("b", true), entry("hand", false), entry("a", true), entry("new", true)];
  expect(targetOrder(current, ["a", "new", "b"], new Set(["new"]))).toEqual(["a", "new", "hand", "b"]);
});
