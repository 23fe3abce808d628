import { describe, expect, it } from "vitest";
import { variablesRead } from "../environment.ts";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { declaredConstants, unreadVariables, variablesUnlisted } from "./environment.ts";

const repository = madeUpRepository({
  "apps/web/src/env.ts": `const a = process.env.SENDCAT_ONE; const b = env["SENDCAT_TWO"]; required(env, "SENDCAT_THREE"); whole("PORT", 1);`,
  "packages/a/src/limits.ts": `export const MOST_TURNS = 5; call("NOT_READ");`,
  "e2e/a.test.ts": `process.env["SENDCAT_PICTURES"];`,
});
const read = variablesRead(repository);

describe("a variable in a document", () => {
  it("is reported when no source reads it and no constant has its name", () => {
    const page = madeUpPage("`SENDCAT_ONE=1` `SENDCAT_PICTURES` `MOST_TURNS`\n\n```sh\nexport SENDCAT_GONE=2\n```");
    expect(unreadVariables(page, read, declaredConstants(repository))).toEqual([
      { file: "docs/page.md", line: 4, says: "nothing reads SENDCAT_GONE" },
    ]);
  });

  it("is reported when .env.example lacks it, or lists one that nothing reads", () => {
    const example = "SENDCAT_ONE=\nSENDCAT_GONE=\nPORT=\nSENDCAT_PICTURES=";
    expect(variablesUnlisted(".env.example", example, read).map(({ says }) => says)).toEqual([
      "nothing reads SENDCAT_GONE",
      "SENDCAT_TWO is not listed; apps/web/src/env.ts reads it",
      "SENDCAT_THREE is not listed; apps/web/src/env.ts reads it",
    ]);
  });
});
