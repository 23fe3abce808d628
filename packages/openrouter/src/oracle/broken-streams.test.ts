import { describe, expect, it } from "vitest";
import { directEventsOf, readingOf, sdkEventsOf } from "../testing/reading-of.ts";

const chunk = (fields: object) => `data: ${JSON.stringify({ id: "gen-1", model: "m", ...fields })}\n\n`;
const says = (content: string, finish: string | null = null, more: object = {}) =>
  chunk({ choices: [{ index: 0, delta: { content }, finish_reason: finish }], ...more });
const counted = (completion_tokens: number) => ({
  usage: { prompt_tokens: 9, completion_tokens, total_tokens: 9 + completion_tokens },
});
const DONE = "data: [DONE]\n\n";
const HALF = says("Half an ") + says("answer");
const bytes = (wire: string) => [new TextEncoder().encode(wire)];
const UNKNOWN = { code: "upstream_error" };
const RATE = { code: "provider_unavailable", scope: "provider.rate" };
const BUSY = { code: "provider_unavailable" };

describe("a stream that breaks", () => {
  it.each([
    ["with an error that is a string", chunk({ error: "rate limited" }), RATE],
    ["with an error that is an unknown string", chunk({ error: "Something went wrong." }), UNKNOWN],
    ["with an error that is a status", chunk({ error: 429 }), RATE],
    ["with an error that is just `true`", chunk({ error: true, message: "Too many requests" }), RATE],
    ["with an error that has only a message", chunk({ error: { message: "Rate limit exceeded" } }), RATE],
    ["with an error of a known type", chunk({ error: { type: "overloaded_error", message: "Busy" } }), BUSY],
    ["with an error that is the chunk itself", chunk({ object: "error", message: "Oh", code: 429 }), RATE],
    ["with an error event", 'event: error\ndata: {"message":"Rate limit exceeded"}\n\n', RATE],
    ["with an error event in plain text", "event: error\ndata: The model is overloaded\n\n", BUSY],
    ["with an error event that wraps an error", 'event: error\ndata: {"error":{"code":429}}\n\n', RATE],
    ["with an empty error event", "event: error\ndata:\n\n", UNKNOWN],
    [
      "with an error event in Anthropic's format",
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
      BUSY,
    ],
    ["without a finish reason", "", UNKNOWN],
    ["without a finish reason, with usage in the middle", says(" that", null, counted(3)), UNKNOWN],
    ["without a finish reason, with usage of 0 tokens", chunk({ choices: [], ...counted(0) }), UNKNOWN],
    [
      "without a finish reason, with usage before the last text",
      chunk({ choices: [], ...counted(3) }) + says(" was"),
      UNKNOWN,
    ],
  ])("%s ends with an error, and the text before it is kept", async (_, wire, refusal) => {
    const events = await directEventsOf(bytes(HALF + wire + DONE));
    expect(readingOf(events).said[0]?.[1]).toMatch(/^Half an answer/);
    expect(events.at(-1)).toMatchObject({ type: "error", refusal });
    expect((await directEventsOf(bytes(wire + DONE))).at(-1)).toMatchObject({ type: "error" });
  });

  it("never shows the provider's error text to the user", async () => {
    const [event] = await directEventsOf(bytes(chunk({ error: "rate limited for key sk-or-v1" }) + DONE));
    expect(event).toMatchObject({ type: "error", refusal: RATE });
    expect(JSON.stringify(event?.type === "error" && event.refusal)).not.toContain("sk-or-v1");
  });

  it("without any text or finish reason is an error, even with usage", async () => {
    for (const wire of [DONE, chunk({ choices: [], ...counted(3) }) + DONE, says("") + DONE]) {
      expect((await directEventsOf(bytes(wire))).at(-1)).toMatchObject({ type: "error", refusal: UNKNOWN });
    }
  });
});

describe("a complete stream", () => {
  it("without a finish reason, but with usage after its last text, ends as in the AI SDK", async () => {
    const ends = [chunk({ choices: [], ...counted(3) }), says("", null, counted(3))];
    for (const end of ends) {
      const wire = bytes(HALF + end + DONE);
      const events = await directEventsOf(wire);
      expect(events.at(-1)).toEqual({ type: "finish", reason: "other" });
      expect(readingOf(events)).toEqual(readingOf(await sdkEventsOf(wire)));
    }
  });

  it.each([
    ["empty data", "data:\n\ndata: \n\ndata:   \n\n"],
    ["comments as data", "data: : OPENROUTER PROCESSING\n\n"],
    ["comments", ": OPENROUTER PROCESSING\n\n:\n\n"],
    ["null", "data: null\n\n"],
    ["heartbeat words", "data: ping\n\ndata: keep-alive\n\ndata: HEARTBEAT\n\n"],
    [
      "heartbeat events",
      'event: ping\ndata: {}\n\nevent: heartbeat\ndata: 12:00\n\nevent: ping\ndata: {"type":"ping"}\n\n',
    ],
    ["events without data", "event: ping\n\nevent: error\n\n"],
    ["blank lines", "\n\n \n\n\n"],
    ["other fields", "id: 7\nretry: 100\n\n"],
  ])("is not broken by %s before, in or after it", async (_, nothing) => {
    const wire = [
      nothing,
      says("Half an "),
      nothing,
      says("answer"),
      nothing,
      says("", "stop"),
      nothing,
      "data: [DONE] \n\n",
    ];
    const events = await directEventsOf(bytes(wire.join("")));
    expect(readingOf(events)).toMatchObject({ said: [["text-delta", "Half an answer"]], ending: "stop" });
  });

  it("keeps its usage when an empty one follows", async () => {
    const wire = HALF + says("", "stop", counted(3)) + chunk({ choices: [], usage: {} }) + DONE;
    const events = await directEventsOf(bytes(wire));
    expect(events.find(({ type }) => type === "usage")).toMatchObject({ usage: { inputTokens: 9, outputTokens: 3 } });
  });

  it("may name its events", async () => {
    const wire = HALF.replaceAll("data:", "event: message\ndata:") + says("", "stop") + DONE;
    expect(readingOf(await directEventsOf(bytes(wire)))).toMatchObject({ said: [["text-delta", "Half an answer"]] });
  });

  it("with a torn chunk or unknown text as data ends with an error, so that no text is lost silently", async () => {
    const torn = HALF + 'data: {"choices":[{"delta":{"content":"los\n\n' + says("", "stop") + DONE;
    expect((await directEventsOf(bytes(torn))).at(-1)).toMatchObject({ type: "error" });
    expect((await directEventsOf(bytes(`${HALF}data: lost\n\n${says("", "stop")}${DONE}`))).at(-1)).toMatchObject({
      type: "error",
    });
  });
});
