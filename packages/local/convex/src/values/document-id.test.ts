import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeDocumentId, encodeDocumentId, newInternalId } from "./document-id.ts";

const internalId = fc.uint8Array({ minLength: 16, maxLength: 16 });

it("decodes every id that it encodes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), internalId, (tableNumber, bytes) => {
      const id = encodeDocumentId(tableNumber, bytes);
      expect(decodeDocumentId(id)).toEqual({ tableNumber, internalId: Buffer.from(bytes) });
    }),
  );
});

it("refuses ids with a changed character, so that a typo finds no document", () => {
  fc.assert(
    fc.property(internalId, fc.nat(30), fc.constantFrom(..."0123456789abcz"), (bytes, at, digit) => {
      const id = encodeDocumentId(10_001, bytes);
      const changed = id.slice(0, at) + digit + id.slice(at + 1);
      fc.pre(changed !== id);
      expect(decodeDocumentId(changed)?.internalId).not.toEqual(Buffer.from(bytes));
    }),
  );
  for (const junk of ["", "j57", "J".repeat(32), "u".repeat(32), 7, null]) {
    expect(decodeDocumentId(junk)).toBeNull();
  }
});

it("makes ids in the platform's format", () => {
  const id = encodeDocumentId(10_001, newInternalId(Date.UTC(2026, 0, 1)));
  expect(id).toMatch(/^j57[0-9a-hjkmnp-tv-z]{29}$/);
});
