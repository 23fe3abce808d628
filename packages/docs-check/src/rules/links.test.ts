import { describe, expect, it } from "vitest";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { brokenLinks } from "./links.ts";

const page = madeUpPage(
  "# One *page*\n\n[a](../README.md) [b](gone.md) [c](#one-page) [d](#two) [e](../README.md#start) [f](../README.md#end)\n![g](gone.png) [h](https://a.example/gone) [i](/terms) [j](/gone)",
);
const readme = madeUpPage("# Start", "README.md");
const repository = madeUpRepository({ "README.md": "", "docs/page.md": "", "apps/web/src/app/terms/page.tsx": "" });
const pages = new Map([page, readme].map((one) => [one.file, one] as const));

describe("a link in a document", () => {
  it("is reported when its file, its heading or its page of the web app does not exist", () => {
    expect(brokenLinks(page, repository, pages).map(({ says }) => says)).toEqual([
      "the link gone.md leads to nothing",
      "docs/page.md has no heading #two",
      "README.md has no heading #end",
      "the link gone.png leads to nothing",
      "the link /gone leads to nothing",
    ]);
  });
});
