import { convexToJson } from "convex/values";
import fc from "fast-check";
import { expect, it } from "vitest";
import { value } from "../testing/differential/arbitrary-value.ts";
import type { EncodedValue } from "../values/encoded-value.ts";
import { exportValue, importValue } from "./exported-value.ts";

it("imports every value that it exports", () => {
  fc.assert(
    fc.property(value, (generated) => {
      // safe because convexToJson makes exactly the encoded form.
      const encoded = convexToJson(generated) as EncodedValue;
      const { json, context } = exportValue(encoded);
      expect(importValue(JSON.parse(json), context)).toEqual(encoded);
    }),
  );
});
