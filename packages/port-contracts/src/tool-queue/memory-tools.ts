import {
  TOOL_NAMES,
  type Refusal,
  type ToolAnswer,
  type ToolCache,
  type ToolJob,
  type ToolOutcome,
  type ToolQuestion,
  type ToolQueue,
  type ToolResult,
} from "@sendcat/shared-types";
import { createMemoryToolCache } from "../tool-cache/memory-tool-cache.ts";

export interface MemoryTools {
  readonly cache: ToolCache;
  readonly queue: ToolQueue;
  /** The searches that were started, in order: a question with a result or a running search starts none. */
  readonly asked: ToolQuestion[];
  /** Deliveries requested after a turn stopped waiting. */
  readonly deliveries: { readonly key: string; readonly turnId: string; readonly callId: string }[];
  readonly canceled: string[];
  /** Sets the queue's reply to all further questions. Default, and null: a result at once. */
  answerWith(answer: ((question: ToolQuestion) => ToolAnswer | Refusal) | null): void;
  /** Ends a running job. */
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

const KEY = /^[a-z_]{1,32}:[0-9a-f]{32}$/;
const MAX_INPUT_CHARS = 1_000;

const foundAtOnce = ({ input }: ToolQuestion): ToolAnswer => ({
  kind: "ended",
  outcome: { ok: true, result: pages(String(input["query"])) },
  fetchedAtMs: Date.now(),
});

/** The cache's and the queue's rules in memory, for tests of code that uses them. */
export function createMemoryTools(): MemoryTools {
  const cache = createMemoryToolCache();
  const asked: ToolQuestion[] = [];
  const deliveries: { key: string; turnId: string; callId: string }[] = [];
  const canceled: string[] = [];
  const results = new Map<string, ToolAnswer & { readonly kind: "ended" }>();
  let answer: (question: ToolQuestion) => ToolAnswer | Refusal = foundAtOnce;
  return {
    asked,
    deliveries,
    canceled,
    answerWith: (next) => void (answer = next ?? foundAtOnce),
    end(key, outcome) {
      const fetchedAtMs = Date.now();
      const tool = TOOL_NAMES.find((name) => key.startsWith(`${name}:`));
      results.set(key, { kind: "ended", outcome, fetchedAtMs });
      if (tool) void cache.publish({ tool, key, outcome, fetchedAtMs });
    },
    cache,
    queue: {
      async ask(question) {
        const { key, tool, input, clearedAtMs } = question;
        const isOurs = KEY.test(key) && key.startsWith(`${tool}:`) && JSON.stringify(input).length <= MAX_INPUT_CHARS;
        if (!isOurs) return { ok: false, refusal: { code: "invalid_request", scope: "tool.question" } };
        const known = results.get(key);
        if (known?.outcome.ok && known.fetchedAtMs >= clearedAtMs) return { ok: true, answer: known };
        const said = answer(question);
        if (!("kind" in said)) return { ok: false, refusal: said };
        if (known || !asked.some((other) => key === other.key)) asked.push(question);
        results.delete(key);
        if (said.kind === "ended") results.set(key, said);
        return { ok: true, answer: said };
      },
      async deliverLater(wait) {
        deliveries.push(wait);
        return (
          results.get(wait.key) ??
          (asked.some(({ key }) => key === wait.key) ? { kind: "under-way", job: RUNNING } : null)
        );
      },
      cancel: async (key) => void canceled.push(key),
    },
  };
}
