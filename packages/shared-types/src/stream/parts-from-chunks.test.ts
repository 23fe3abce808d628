import fc from "fast-check";
import { expect, it } from "vitest";
import { partsFromChunks } from "./parts-from-chunks.ts";

it("shows an interrupted answer as one text, however it was cut into checkpoints", () => {
  expect(
    partsFromChunks([
      {
        seq: 0,
        textStart: 0,
        segments: [
          { kind: "reasoning", text: "hm" },
          { kind: "text", text: "Good " },
        ],
      },
      { seq: 1, textStart: 5, segments: [{ kind: "text", text: "morning" }] },
    ]),
  ).toEqual([
    { type: "reasoning", text: "hm" },
    { type: "text", text: "Good morning" },
  ]);
});

it("shows text once when a checkpoint is sent again", () => {
  expect(
    partsFromChunks([
      { seq: 0, textStart: 0, segments: [{ kind: "text", text: "Good " }] },
      { seq: 1, textStart: 0, segments: [{ kind: "text", text: "Good mor" }] },
      {
        seq: 2,
        textStart: 5,
        segments: [
          { kind: "text", text: "mor" },
          { kind: "text", text: "ning" },
        ],
      },
    ]),
  ).toEqual([{ type: "text", text: "Good morning" }]);
});

it("keeps the text the same however rows are cut or repeated", () => {
  const rows = fc.array(
    fc.record({ text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), repeats: fc.nat(12) }),
  );
  fc.assert(
    fc.property(rows, (pieces) => {
      let whole = "";
      const chunks = pieces.map(({ text, repeats }, seq) => {
        const textStart = Math.max(0, whole.length - repeats);
        whole += text;
        return { seq, textStart, segments: [{ kind: "text" as const, text: whole.slice(textStart) }] };
      });
      expect(partsFromChunks(chunks)).toEqual(whole === "" ? [] : [{ type: "text", text: whole }]);
    }),
  );
});
