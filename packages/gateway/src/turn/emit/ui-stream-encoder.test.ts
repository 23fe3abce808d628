import type { TextSegment } from "@sendcat/shared-types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LiveTurn } from "../../live/live-turn.ts";
import { messageOf, readChunks, textOf } from "../../testing/read-ui-stream.ts";

const segments = fc.array(
  fc.record({ kind: fc.constantFrom("text", "reasoning"), text: fc.string({ unit: "grapheme", minLength: 1 }) }),
  { maxLength: 12 },
) as fc.Arbitrary<TextSegment[]>;

const textLength = (all: readonly TextSegment[]) =>
  all.reduce((sum, { kind, text }) => sum + (kind === "text" ? text.length : 0), 0);

function liveTurn(): LiveTurn {
  const ignore = () => undefined;
  return new LiveTurn({
    turnId: "t",
    owner: { userId: "o", kind: "guest" },
    messageId: "t-a",
    metadata: {},
    onStop: ignore,
    onDetach: ignore,
    onFollow: ignore,
    onHandOver: ignore,
  });
}

const append = (turn: LiveTurn, { kind, text }: TextSegment) =>
  turn.append([{ type: kind === "text" ? "text-delta" : "reasoning-delta", text }]);

describe("the UI message stream", () => {
  it("gives a reader who is there from the start exactly the answer's parts, as the AI SDK reads them", async () => {
    await fc.assert(
      fc.asyncProperty(segments, async (all) => {
        const turn = liveTurn();
        const response = new Response(turn.attach());
        for (const segment of all) append(turn, segment);
        turn.end({ kind: "finish", reason: "stop", metadata: {} });
        const message = await messageOf(await readChunks(response));
        const shown = message.parts.flatMap((part) =>
          part.type === "text" || part.type === "reasoning" ? [{ kind: part.type, text: part.text }] : [],
        );
        expect(shown).toEqual(turn.segments);
      }),
    );
  });

  it("gives a reader who joins at any time, at any offset, the rest of the text and nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(segments, fc.nat(), fc.nat(), async (all, moment, seed) => {
        const turn = liveTurn();
        const arrives = moment % (all.length + 1);
        for (const segment of all.slice(0, arrives)) append(turn, segment);
        const after = seed % (textLength(all.slice(0, arrives)) + 1);
        const response = new Response(turn.attach(after));
        for (const segment of all.slice(arrives)) append(turn, segment);
        turn.end({ kind: "stopped" });
        const whole = all.map(({ kind, text }) => (kind === "text" ? text : "")).join("");
        expect(textOf(await readChunks(response))).toBe(whole.slice(after));
      }),
    );
  });
});
