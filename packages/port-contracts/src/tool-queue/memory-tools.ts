import type {
  Refusal,
  ToolAnswer,
  ToolCache,
  ToolJob,
  ToolOutcome,
  ToolQuestion,
  ToolQueue,
  ToolResult,
} from "@sendcat/shared-types";

export interface MemoryTools {
  readonly cache: ToolCache;
  readonly queue: ToolQueue;
  /** What the queue was asked, without repeats for the same key. */
  readonly asked: ToolQuestion[];
  /** Deliveries that were asked for after a turn's wait. */
  readonly deliveries: { readonly key: string; readonly turnId: string; readonly callId: string }[];
  readonly canceled: string[];
  /** What the queue says to what it is asked from now on. Default: an answer at once. */
  answerWith(answer: (question: ToolQuestion) => ToolAnswer | Refusal): void;
  /** Ends a job that was under way. */
  end(key: string, outcome: ToolOutcome): void;
}

export const RUNNING: ToolJob = { state: "running", position: null, waitMs: 1_000, retryAfterMs: null };

export const pages = (...titles: string[]): ToolResult => ({
  kind: "pages",
  items: titles.map((title, n) => ({
    title,
    url: `https://example.com/${n}`,
    site: "example.com",
    snippet: `About ${title}.`,
    date: null,
  })),
});

/** The cache's and the queue's rules in memory, for tests of what stands on them. */
export function createMemoryTools(): MemoryTools {
  const entries = new Map<string, ToolOutcome>();
  const locks = new Map<string, string>();
  const waiting = new Map<string, Set<string>>();
  const asked: ToolQuestion[] = [];
  const deliveries: { key: string; turnId: string; callId: string }[] = [];
  const canceled: string[] = [];
  let answer: (question: ToolQuestion) => ToolAnswer | Refusal = ({ input }) => ({
    kind: "ended",
    outcome: { ok: true, result: pages(String(input["query"])) },
    fetchedAtMs: Date.now(),
  });
  return {
    asked,
    deliveries,
    canceled,
    answerWith: (next) => void (answer = next),
    end: (key, outcome) => void entries.set(key, outcome),
    cache: {
      async lookup({ key, caller }) {
        const outcome = entries.get(key);
        if (outcome) return { state: "hit", outcome };
        const holder = locks.get(key);
        if (holder === undefined || holder === caller) {
          locks.set(key, caller);
          return { state: "lead", clearedAtMs: 0 };
        }
        waiting.set(key, (waiting.get(key) ?? new Set()).add(caller));
        return { state: "wait", progress: null };
      },
      publish: async ({ key, outcome }) => void entries.set(key, outcome),
      async release(key, caller) {
        if (locks.get(key) === caller) locks.delete(key);
      },
      async leave(key, caller) {
        if (locks.get(key) === caller) locks.delete(key);
        waiting.get(key)?.delete(caller);
        return !locks.has(key) && (waiting.get(key)?.size ?? 0) === 0;
      },
    },
    queue: {
      async ask(question) {
        if (!asked.some(({ key }) => key === question.key)) asked.push(question);
        const said = answer(question);
        return "kind" in said ? { ok: true, answer: said } : { ok: false, refusal: said };
      },
      async deliverLater(wait) {
        deliveries.push(wait);
        const outcome = entries.get(wait.key);
        if (outcome) return { kind: "ended", outcome, fetchedAtMs: Date.now() };
        return asked.some(({ key }) => key === wait.key) ? { kind: "under-way", job: RUNNING } : null;
      },
      cancel: async (key) => void canceled.push(key),
    },
  };
}
