import fc from "fast-check";
import { expect, it } from "vitest";
import { cutText } from "./cut-text.ts";

it("never cuts inside a character", () => {
  expect(cutText("hello 😀", 7)).toBe("hello ");
  expect(cutText("hello 😀", 8)).toBe("hello 😀");
});

it("is whole text of at most that length, whatever it is given", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.nat(40), (odd, text, maxChars) => {
      const half = `${odd}${text}\uD83D${text}\uDE00`;
      const cut = cutText(half, maxChars);
      expect(cut.length).toBeLessThanOrEqual(maxChars);
      expect(cut.isWellFormed()).toBe(true);
      expect(half.toWellFormed().startsWith(cut)).toBe(true);
    }),
  );
});
