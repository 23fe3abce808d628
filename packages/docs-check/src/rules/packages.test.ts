import { describe, expect, it } from "vitest";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { readImportable, unknownPackages } from "./packages.ts";

describe("a package in a document", () => {
  it("is reported when this repository neither contains it nor depends on it, or when it does not export the entry", () => {
    const importable = readImportable(
      madeUpRepository({
        "packages/a/package.json": JSON.stringify({
          name: "@sendcat/a",
          exports: { ".": "./src/index.ts", "./solve": "./src/solve.ts" },
          dependencies: { "@upstash/redis": "catalog:" },
        }),
      }),
    );
    const page = madeUpPage(
      "`@sendcat/a` `@sendcat/a/solve` `@upstash/redis` `@sendcat/b` `@sendcat/a/api` `@upstash/gone`",
    );
    expect(unknownPackages(page, importable).map(({ says }) => says)).toEqual([
      "this repository neither contains nor uses @sendcat/b",
      "this repository neither contains nor uses @sendcat/a/api",
      "this repository neither contains nor uses @upstash/gone",
    ]);
  });
});
