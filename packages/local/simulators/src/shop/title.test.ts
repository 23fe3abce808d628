import { describe, expect, it } from "vitest";
import { titleOf } from "./title.ts";

describe("a title", () => {
  it.each([
    [
      "user: Find me a good air fryer for a family of five, please\n\nassistant: I found 4 options.",
      "A good air fryer for a",
    ],
    ["hurricane lanterns?", "Hurricane lanterns"],
    ["Where can I buy school shoes in Kingston?", "School shoes in Kingston"],
    ["🌀", "New conversation"],
    ["", "New conversation"],
  ])("of %j", (text, title) => {
    expect(titleOf(text)).toBe(title);
  });
});
