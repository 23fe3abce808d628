import { expect, it } from "vitest";
import { actionsOf, ENDINGS, endingSentence } from "./ending.ts";
import { messageStatusSchema } from "./message-status-schema.ts";

it("offers a way on after every ending but a complete answer, even without a word of it", () => {
  const stuck = ENDINGS.filter((ending) => ending !== "truncated" && actionsOf(ending, false).length === 0);
  expect(stuck).toEqual(["complete"]);
  for (const ending of ENDINGS) expect(actionsOf(ending, false)).not.toContain("continue");
});

it("says something after every ending but a complete answer", () => {
  for (const ending of ENDINGS) expect(endingSentence(ending) === "").toBe(ending === "complete");
});

it("reads a status that is newer than the reader as failed, so that an old client still shows the message", () => {
  expect(messageStatusSchema.parse("composted")).toBe("failed");
  expect(messageStatusSchema.parse("refused")).toBe("refused");
});
