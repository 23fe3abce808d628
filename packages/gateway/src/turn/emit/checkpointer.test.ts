import { DEFAULT_POLICY, type Checkpoint, type CheckpointPolicy, type TurnProgress } from "@sendcat/shared-types";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveTurn } from "../../live/live-turn.ts";
import { Checkpointer } from "./checkpointer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ignore = () => undefined;
const policy: CheckpointPolicy = { ...DEFAULT_POLICY.checkpoint, firstMs: 1_000, growth: 1, maxMs: 1_000 };

/** A turn with a reader, in a process with `running` turns; `calls` records each checkpoint and its time. */
function written(running: number) {
  const startMs = Date.now();
  const calls: (Checkpoint & { readonly atMs: number })[] = [];
  let progress: TurnProgress | null = null;
  const turn = new LiveTurn({
    turnId: "t",
    owner: { userId: "o", kind: "guest" },
    messageId: "m",
    metadata: {},
    onStop: ignore,
    onDetach: ignore,
    onFollow: ignore,
    onHandOver: ignore,
  });
  void turn.attach().getReader().read();
  const checkpointer = new Checkpointer({
    turn,
    policy,
    running: () => running,
    progress: () => progress,
    onLost: ignore,
    onFault: ignore,
    store: {
      async checkpoint(checkpoint) {
        calls.push({ ...checkpoint, atMs: Date.now() - startMs });
        return { live: true };
      },
    },
  });
  return {
    calls,
    checkpointer,
    say: (text: string) => turn.append([{ type: "text-delta", text }]),
    learn: (generationId: string) => (progress = { route: "google/gemini-2.5-flash", generationId }),
  };
}

it("writes no checkpoint while nothing is new, and stores the model call's id before any text arrives", async () => {
  const { calls, say, learn } = written(1);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(calls).toEqual([]);
  learn("gen-1");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(calls).toMatchObject([{ chunk: null, progress: { generationId: "gen-1" } }]);
  say("Good ");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(calls.map(({ chunk }) => chunk?.segments)).toEqual([undefined, [{ kind: "text", text: "Good " }]]);
});

it("writes less often the more turns the process has, unless a reader follows the turn through another process", async () => {
  const thousand = written(10 * policy.perSecond);
  for (let second = 0; second < 25; second++) {
    thousand.say("x");
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(thousand.calls.map(({ atMs }) => atMs)).toEqual([1_000, 11_000, 21_000]);
  thousand.checkpointer.followed();
  for (let i = 0; i < 4; i++) {
    thousand.say("y");
    await vi.advanceTimersByTimeAsync(policy.detachedMs);
  }
  expect(thousand.calls).toHaveLength(7);
});
