import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveTurn } from "./live-turn.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ignore = () => undefined;

function liveTurn(): LiveTurn {
  const metadata = {};
  return new LiveTurn({
    turnId: "t",
    owner: { userId: "o", kind: "guest" },
    messageId: "m",
    metadata,
    onStop: ignore,
    onDetach: ignore,
    onFollow: ignore,
    onHandOver: ignore,
  });
}

/** The text of each write. */
async function writesOf(turn: LiveTurn): Promise<string[]> {
  const reader = turn.attach().getReader();
  await reader.read();
  const writes: string[] = [];
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      writes.push(
        [...new TextDecoder().decode(value).matchAll(/"delta":"([^"]*)"/g)].map(([, text]) => text).join("|"),
      );
    }
  })();
  return writes;
}

const say = (turn: LiveTurn, text: string) => turn.append([{ type: "text-delta", text }]);

it("writes the first token at once, and all tokens of the next frame in one write", async () => {
  const turn = liveTurn();
  const writes = await writesOf(turn);
  for (const text of ["a", "b", "c"]) say(turn, text);
  await vi.advanceTimersByTimeAsync(0);
  expect(writes).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(16);
  expect(writes).toEqual(["a", "bc"]);
});

it("writes each token of a slow model without delay", async () => {
  const turn = liveTurn();
  const writes = await writesOf(turn);
  for (const text of ["a", "b", "c"]) {
    say(turn, text);
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(writes).toEqual(["a", "b", "c"]);
});

it("gives a reader who joins between two writes the whole text, once", async () => {
  const turn = liveTurn();
  const first = await writesOf(turn);
  say(turn, "a");
  say(turn, "b");
  const second = await writesOf(turn);
  say(turn, "c");
  turn.end({ kind: "stopped" });
  await vi.advanceTimersByTimeAsync(0);
  expect([first.join(""), second.join("")]).toEqual(["abc", "c"]);
});
