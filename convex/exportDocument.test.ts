import type { MessageView } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { exportDocument } from "./model/exports/exportDocument.ts";

const thread = { id: "t", title: "T", updatedAtMs: 0, createdAtMs: 0, pinned: false, archived: false };
const message = (role: MessageView["role"], text: string, more: Partial<MessageView> = {}): MessageView => ({
  id: text,
  threadId: "t",
  role,
  parts: [{ type: "text", text }],
  status: "complete",
  createdAtMs: 0,
  turnId: null,
  parentId: null,
  model: null,
  error: null,
  ...more,
});

it("writes an answer and its continuation as one text, with the ending of the last and each source once", () => {
  const source = { type: "source-url", sourceId: "s0", url: "https://a.example/", title: "Duty" } as const;
  const messages = [
    message("user", "Duty?"),
    message("assistant", "Duty on pho", { status: "truncated", extras: [source] }),
    message("assistant", "nes is 20 %", { status: "stopped", extras: [source] }),
  ];
  const { text } = exportDocument("markdown", [{ thread, messages }]);
  expect(text.split("**Sendcat**")[1]).toBe(
    " · 1970-01-01T00:00:00.000Z\n\nDuty on phones is 20 %\n\nSources:\n- Duty: https://a.example/\n\n_This answer was stopped._\n",
  );
});
