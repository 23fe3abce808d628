import { describe, expect, it } from "vitest";
import {
  DEFAULT_POLICY,
  type ToolCache,
  type ToolFound,
  type ToolJob,
  type ToolName,
  type ToolOutcome,
} from "@sendcat/shared-types";

/** The cache under test, with the default policy, and controls for its surroundings. */
export interface ToolCacheHarness {
  readonly cache: ToolCache;
  /** The cache's clock, Unix milliseconds. */
  nowMs(): number;
  /** Moves the clock forward. */
  later(ms: number): void;
  /** Acts as an operator who invalidates all cached results of a tool. */
  clear(tool: ToolName): Promise<void>;
}

const page = (title: string): ToolOutcome => ({
  ok: true,
  result: { kind: "pages", items: [{ title, url: "https://a.example/", site: "a.example", snippet: "|", date: null }] },
});
const JOB: ToolJob = { state: "queued", position: 3, waitMs: 900, retryAfterMs: null };
const { cache: POLICY } = DEFAULT_POLICY.tools;

/**
 * The tests that every ToolCache must pass. `open` is called once per test and may return the same store each time; `skip` is the reason
 * not to run.
 */
export function toolCacheContract(
  name: string,
  open: () => Promise<ToolCacheHarness>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`ToolCache: ${title}`, () => {
    const setUp = async (tool: ToolName = "search_web") => {
      const harness = await open();
      const key = `${tool}:${crypto.randomUUID().replaceAll("-", "")}`;
      return {
        ...harness,
        key,
        look: async (caller: string, progress: ToolJob | null = null) =>
          await harness.cache.lookup({ tool, key, caller, progress }),
        publish: async (outcome: ToolOutcome, fetchedAtMs = harness.nowMs()) =>
          await harness.cache.publish({ tool, key, outcome, fetchedAtMs }),
      };
    };

    it("lets one caller fetch and gives the result to all, so that a question is paid for once", async () => {
      const { look, publish } = await setUp();
      expect(await look("a")).toMatchObject({ state: "lead" });
      expect(await look("b")).toEqual({ state: "wait", progress: null });
      expect(await look("a", JOB)).toMatchObject({ state: "lead" });
      expect(await look("b")).toEqual({ state: "wait", progress: JOB });
      await publish(page("One"));
      for (const caller of ["a", "b", "c"]) expect(await look(caller)).toEqual({ state: "hit", outcome: page("One") });
    });

    it("chooses one leader among 20 concurrent callers", async () => {
      const { look } = await setUp();
      const found = await Promise.all(Array.from({ length: 20 }, (_, n) => look(`caller-${n}`)));
      expect(found.filter(({ state }) => state === "lead")).toHaveLength(1);
      expect(found.filter(({ state }) => state === "wait")).toHaveLength(19);
    });

    it("chooses a new leader only after the leader gives up", async () => {
      const { cache, key, look } = await setUp();
      await look("a");
      await cache.release(key, "b");
      expect(await look("b")).toMatchObject({ state: "wait" });
      await cache.release(key, "a");
      expect(await look("b")).toMatchObject({ state: "lead" });
    });

    it("shows a stale result while one caller fetches a new one, if the tool allows it", async () => {
      const { look, publish, later } = await setUp();
      await publish(page("Old"));
      later(POLICY.tools.search_web.freshMs + 1);
      expect(await look("a")).toMatchObject({ state: "stale", outcome: page("Old"), lead: true });
      expect(await look("b")).toMatchObject({ state: "stale", outcome: page("Old"), lead: false });
      await publish(page("New"));
      expect(await look("b")).toEqual({ state: "hit", outcome: page("New") });
    });

    it("remembers a failure for as long as the policy says", async () => {
      const { look, publish, later } = await setUp();
      const failure = { ok: false, code: "provider_unavailable" } as const;
      await publish(failure);
      expect(await look("a")).toEqual({ state: "hit", outcome: failure });
      later(POLICY.failureMs + 1);
      // After its time it may be shown while a new attempt runs, never instead of one.
      expect(await look("a")).toSatisfy(
        (found: ToolFound) => found.state === "lead" || (found.state === "stale" && found.lead),
      );
    });

    it("refuses to store a result that is too old", async () => {
      const { look, publish, nowMs } = await setUp();
      await publish(page("Ancient"), nowMs() - 86_400_000);
      expect(await look("a")).toMatchObject({ state: "lead" });
    });

    it("tells the last caller to leave that nobody else waits, so that the search can be cancelled", async () => {
      const { cache, key, look } = await setUp();
      await look("a");
      await look("b");
      expect(await cache.leave(key, "a")).toBe(false);
      expect(await cache.leave(key, "b")).toBe(true);
      expect(await look("c")).toMatchObject({ state: "lead" });
    });

    it("ignores results that are older than an operator's clearing of that tool", async () => {
      const { look, publish, later, clear, nowMs, cache } = await setUp();
      const other = { tool: "search_global", key: `search_global:${crypto.randomUUID()}` } as const;
      await publish(page("Bad"));
      await cache.publish({ ...other, outcome: page("G"), fetchedAtMs: nowMs() });
      later(10);
      await clear("search_web");
      expect(await look("a")).toEqual({ state: "lead", clearedAtMs: nowMs() });
      expect(await cache.lookup({ ...other, caller: "a", progress: null })).toMatchObject({ state: "hit" });
      await publish(page("Good"));
      expect(await look("b")).toEqual({ state: "hit", outcome: page("Good") });
    });

    it("does not reject for an unknown key or caller", async () => {
      const { cache, key } = await setUp();
      await cache.release(key, "nobody");
      expect(await cache.leave(key, "nobody")).toBe(true);
    });
  });
}
