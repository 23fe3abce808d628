import { joinContinuations, type MessageView } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import type { LiveTurn } from "./live-turn.ts";
import { mergeMessages } from "./merge-messages.ts";

function stored(id: string, more: Partial<MessageView> = {}): MessageView {
  const role = id.endsWith("-a") ? "assistant" : "user";
  return {
    id,
    threadId: "thread",
    role,
    parts: [{ type: "text", text: id }],
    status: "complete",
    createdAtMs: 1,
    turnId: null,
    parentId: null,
    model: null,
    error: null,
    ...more,
  };
}

function turn(more: Partial<LiveTurn> = {}): LiveTurn {
  return {
    turnId: "t2",
    kind: "submit",
    userMessage: { id: "u2", text: "second", attachments: [] },
    pictures: 0,
    replaces: null,
    continues: null,
    phase: "streaming",
    endedAs: null,
    error: null,
    errorAtMs: 0,
    model: undefined,
    attempt: 0,
    startedAtMs: 2,
    ...more,
  };
}

const text = (value: string) => [{ type: "text" as const, text: value }];
const ids = (messages: readonly { id: string }[]) => messages.map((message) => message.id);
const history = [stored("u1"), stored("t1-a")];

describe("stored messages merged with this tab's turn", () => {
  it("shows a question just sent, and the place of its answer, before either is stored", () => {
    const shown = mergeMessages({ stored: history, turn: turn({ phase: "sending" }), liveParts: [] });
    expect(ids(shown)).toEqual(["u1", "t1-a", "u2", "t2-a"]);
    expect(shown.at(-1)).toMatchObject({ status: "streaming", parts: [] });
  });

  it("shows one message when storage catches up, with the longer of the two texts", () => {
    const messages = [...history, stored("u2"), stored("t2-a", { status: "streaming", parts: text("Hel") })];
    const ahead = mergeMessages({ stored: messages, turn: turn(), liveParts: text("Hello") });
    expect(ids(ahead)).toEqual(["u1", "t1-a", "u2", "t2-a"]);
    expect(ahead.at(-1)?.parts).toEqual(text("Hello"));
    const behind = mergeMessages({ stored: messages, turn: turn(), liveParts: [] });
    expect(behind.at(-1)?.parts).toEqual(text("Hel"));
  });

  it("does not show an empty answer between the end of the stream and the end being stored", () => {
    const messages = [...history, stored("u2"), stored("t2-a", { status: "streaming", parts: [] })];
    const ended = turn({ phase: "ended", endedAs: "complete" });
    expect(mergeMessages({ stored: messages, turn: ended, liveParts: text("Hello") }).at(-1)).toMatchObject({
      status: "complete",
      parts: text("Hello"),
    });
  });

  it("lets a stored ending win over this tab's state", () => {
    const messages = [...history, stored("u2"), stored("t2-a", { status: "stopped", parts: text("He") })];
    expect(mergeMessages({ stored: messages, turn: turn(), liveParts: text("Hello") }).at(-1)).toMatchObject({
      status: "stopped",
      parts: text("He"),
    });
  });

  it("hides the answer that is being replaced, and shows it again when that is refused", () => {
    const again = turn({ kind: "regenerate", userMessage: null, replaces: "t1-a" });
    expect(ids(mergeMessages({ stored: history, turn: again, liveParts: [] }))).toEqual(["u1", "t2-a"]);
    const refused = { ...again, phase: "refused" as const };
    expect(ids(mergeMessages({ stored: history, turn: refused, liveParts: [] }))).toEqual(["u1", "t1-a"]);
  });

  it("still shows a refused message, marked as not sent", () => {
    const shown = mergeMessages({ stored: history, turn: turn({ phase: "refused" }), liveParts: [] });
    expect(ids(shown)).toEqual(["u1", "t1-a", "u2"]);
    expect(shown.at(-1)?.status).toBe("unsent");
  });

  it("shows an answer and the rest of it as one, cut where it may, with the ending of the rest", () => {
    const half = stored("t1-a", { status: "truncated", parts: text("Duty on pho") });
    const rest = turn({ kind: "continue", userMessage: null, continues: "t1-a" });
    const shown = joinContinuations(
      mergeMessages({ stored: [stored("u1"), half], turn: rest, liveParts: text("nes is 20%") }),
    );
    expect(ids(shown)).toEqual(["u1", "t2-a"]);
    expect(shown[1]).toMatchObject({ status: "streaming", parts: text("Duty on phones is 20%") });
    const refused = mergeMessages({ stored: [stored("u1"), half], turn: { ...rest, phase: "refused" }, liveParts: [] });
    expect(joinContinuations(refused).at(-1)).toMatchObject({ id: "t1-a", status: "truncated" });
  });

  it("takes an ending that is newer than this page as failed", () => {
    // safe because the service may be newer than the page
    const status = "composted" as MessageView["status"];
    const shown = mergeMessages({ stored: [stored("t1-a", { status })], turn: null, liveParts: [] });
    expect(shown[0]?.status).toBe("failed");
  });

  it("does not add a second answer in a tab that only follows", () => {
    const attached = turn({ kind: "attach", userMessage: null });
    expect(ids(mergeMessages({ stored: history, turn: attached, liveParts: [] }))).toEqual(["u1", "t1-a"]);
  });
});
