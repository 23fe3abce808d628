import { describe, expect, it } from "vitest";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { readConvexFunctions, unknownFunctions } from "./functions.ts";

const known = readConvexFunctions(
  madeUpRepository({
    "convex/turns.ts": "export const begin = serviceMutation({});\nexport const { list, get } = both;",
    "convex/tools/tokens.ts": "export const save = internalMutation({});",
    "convex/turns.test.ts": "export const gone = 1;",
  }),
);

describe("a function of the core in a document", () => {
  it("is reported when its module does not have it", () => {
    const page = madeUpPage(
      "`turns:begin` `turns:list` `tools/tokens:save` `turns:gone` `node:fs` `npx convex run other:run '{}'`",
    );
    expect(unknownFunctions(page, known).map(({ says }) => says)).toEqual([
      "the core has no function turns:gone",
      "the core has no function other:run",
    ]);
  });
});
