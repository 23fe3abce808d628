import { DEFAULT_POLICY, utf8Bytes } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { composePrompt } from "./compose-prompt.ts";
import { documentMessages } from "./document-messages.ts";

const model = DEFAULT_POLICY.models["fast"];
const compose = (history: Parameters<typeof composePrompt>[0]["history"], historyBytes: number) => {
  if (!model) throw new Error("no such model");
  const { messages } = composePrompt({
    model,
    history,
    historyBytes,
    today: "2026-11-23",
    country: null,
    hasTools: false,
  });
  return messages.slice(1).map(({ role, content }) => [role, content.slice(0, 20), content.length] as const);
};

it("puts a document before its question, within the bytes reserved for the history, newest first", () => {
  const list = { name: "list.pdf", text: "k".repeat(1_000) };
  const older = { role: "user", text: "Old?", documents: [{ ...list, text: "k".repeat(3_000) }] } as const;
  const answer = { role: "assistant", text: "Yes" } as const;
  const question = { role: "user", text: "New?", documents: [list] } as const;
  const roomy = compose([older, answer, question], 10_000);
  expect(roomy.map(([role]) => role)).toEqual(["user", "user", "assistant", "user", "user"]);
  // The newer document fits whole; of the older one only the beginning.
  const tight = compose([older, answer, question], 3_200);
  expect(tight.map(([, content]) => content.slice(0, 8))).toEqual(["Document", "Old?", "Yes", "Document", "New?"]);
  expect(tight[0]?.[2]).toBeLessThan(tight[3]?.[2] ?? 0);
  // Nothing of the older message fits, not even its question.
  expect(compose([older, answer, question], 1_150).map(([, content]) => content.slice(0, 8))).toEqual([
    "Document",
    "New?",
  ]);
  expect(compose([question], 100)).toEqual([["user", "New?", 4]]);
});

it("cuts a long document between characters, and tells the model that it was cut", () => {
  for (let bytes = 360; bytes < 380; bytes++) {
    const [message] = documentMessages([{ name: "π.pdf", text: "🙂é".repeat(200) }], bytes);
    expect(utf8Bytes(message?.content ?? "")).toBeLessThanOrEqual(bytes);
    expect(message?.content).toMatch(/[🙂é]\n\[The rest of the document is left out\.\]$/u);
  }
});
