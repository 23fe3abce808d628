import { describe, expect, it } from "vitest";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { decisionGaps } from "./decisions.ts";

const folder = (...names: readonly string[]) =>
  madeUpRepository(Object.fromEntries(names.map((name) => [`docs/decisions/${name}.md`, ""])));
const gaps = (names: readonly string[], index: string) =>
  decisionGaps(folder(...names), madeUpPage(index)).map(({ says }) => says);

describe("the numbers of decisions", () => {
  it("have no gap that the index does not explain", () => {
    expect(gaps(["0001-a", "0003-b"], "")).toEqual(["there is no decision 0002, and the index does not say why"]);
    expect(gaps(["0001-a", "0003-b"], "Never written: `0002`.")).toEqual([]);
  });

  it("are reported when the index says that an existing one is missing, or when one is used twice", () => {
    expect(gaps(["0001-a"], "Never written: `0001`.")).toEqual([
      "decision 0001 exists, and the index says it does not",
    ]);
    expect(gaps(["0001-a", "0001-b"], "")).toEqual(["two decisions have the number 0001"]);
  });
});
