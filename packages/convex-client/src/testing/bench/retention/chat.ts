import { createTurnStore } from "../../../create-turn-store.ts";
import { beginOf, finishOf } from "../samples.ts";
import type { Deployment } from "./seed.ts";

export interface ChatUnderWay {
  /** Nothing is timed while the deployment is down. */
  pause(): void;
  goOn(): void;
  /** Duration of each turn, milliseconds. */
  end(): Promise<readonly number[]>;
}

/** A user who chats: one turn after the other at a fixed pace, each begun and finished in the core. */
export async function createChat({ convexUrl, signer }: Deployment) {
  const serviceToken = () => signer.sign({ sub: "service:gateway", kind: "service" }, 3_600);
  const store = createTurnStore({ convexUrl, serviceToken, timeoutMs: { begin: 60_000, finish: 60_000 } });
  const principal = {
    userId: "user:chatting",
    kind: "user",
    plan: "pro",
    token: "",
    role: "user",
    proven: true,
  } as const;
  const person = { ...principal, expiresAtMs: Number.MAX_SAFE_INTEGER };
  const threadIds = new Set<string>();

  async function turn(): Promise<number> {
    const [turnId, threadId] = [crypto.randomUUID(), crypto.randomUUID()];
    threadIds.add(threadId);
    const startedMs = performance.now();
    const begun = await store.begin(beginOf(turnId, threadId), person);
    if (!begun.ok) throw new Error(JSON.stringify(begun.refusal));
    await store.finish(finishOf(turnId));
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
      const now: { state: "going" | "paused" | "ended" } = { state: "going" };
      const run = async (): Promise<void> => {
        while (now.state !== "ended") {
          // A turn in progress when the deployment was killed would measure the kill, not the sweep.
          const ms = now.state === "going" ? await turn().catch(() => null) : null;
          if (ms !== null && now.state === "going") all.push(ms);
          await new Promise((resolve) => setTimeout(resolve, gapMs));
        }
      };
      const ended = run();
      return {
        pause: () => void (now.state = "paused"),
        goOn: () => void (now.state = "going"),
        async end() {
          now.state = "ended";
          await ended;
          return all;
        },
      };
    },
  };
}
