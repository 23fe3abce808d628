import type { FinishTurn } from "@sendcat/shared-types";
import { createTurnStore } from "../../../create-turn-store.ts";
import type { Deployment } from "./seed.ts";

export interface ChatUnderWay {
  /** While the deployment is away nobody is timed. */
  pause(): void;
  goOn(): void;
  /** Milliseconds of each turn. */
  end(): Promise<readonly number[]>;
}

const TURN: Omit<FinishTurn, "turnId"> = {
  status: "complete",
  parts: [{ type: "text", text: "An answer" }],
  finishReason: "stop",
  error: null,
  route: "google/gemini-2.5-flash",
  generationId: null,
  abandonedGenerationIds: [],
  usage: { inputTokens: 100, outputTokens: 20, reasoningTokens: 0, cachedInputTokens: 0, costMicroUsd: 42 },
  chargedMicroUsd: 42,
  chargedTokens: 120,
  counts: true,
  isFinal: true,
  day: "2026-11-26",
  firstTokenMs: 100,
  totalMs: 500,
};

/** Somebody who chats, one turn after the other at a pace, each begun and finished in the core. */
export async function createChat({ convexUrl, signer }: Deployment) {
  const serviceToken = () => signer.sign({ sub: "service:gateway", kind: "service" }, 3_600);
  const store = createTurnStore({ convexUrl, serviceToken, timeoutMs: { begin: 60_000, finish: 60_000 } });
  const principal = { userId: "user:chatting", kind: "user", plan: "pro", token: "", role: "user", proven: true } as const;
  const person = { ...principal, expiresAtMs: Number.MAX_SAFE_INTEGER };
  const threadIds = new Set<string>();

  async function turn(): Promise<number> {
    const [turnId, threadId] = [crypto.randomUUID(), crypto.randomUUID()];
    threadIds.add(threadId);
    const startedMs = performance.now();
    const parts = [{ type: "text" as const, text: "A question" }];
    const begun = await store.begin(
      {
        turnId,
        threadId,
        worker: "worker-of-the-bench",
        model: "fast",
        input: { kind: "submit", messageId: crypto.randomUUID(), parts },
        history: { maxMessages: 40, maxChars: 48_000 },
        leaseMs: 60_000,
        reservation: { day: "2026-11-26", tokens: 1_000, costMicroUsd: 1_000 },
      },
      person,
    );
    if (!begun.ok) throw new Error(JSON.stringify(begun.refusal));
    await store.finish({ ...TURN, turnId });
    return performance.now() - startedMs;
  }

  async function times(count: number, gapMs: number): Promise<readonly number[]> {
    const all: number[] = [];
    for (let done = 0; done < count; done++) {
      all.push(await turn());
      await new Promise((resolve) => setTimeout(resolve, gapMs));
    }
    return all;
  }

  return {
    threadIds,
    times,
    begin(gapMs: number): ChatUnderWay {
      const all: number[] = [];
      let state: "going" | "paused" | "ended" = "going";
      const run = async (): Promise<void> => {
        while (state !== "ended") {
          // One that was under way when the deployment was killed tells of the kill, not of the sweep.
          const ms = state === "going" ? await turn().catch(() => null) : null;
          if (ms !== null && state === "going") all.push(ms);
          await new Promise((resolve) => setTimeout(resolve, gapMs));
        }
      };
      const ended = run();
      return {
        pause: () => void (state = "paused"),
        goOn: () => void (state = "going"),
        async end() {
          state = "ended";
          await ended;
          return all;
        },
      };
    },
  };
}
