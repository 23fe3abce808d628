import { DEFAULT_POLICY, type ToolJob, type ToolOutcome } from "@sendcat/shared-types";
import { toolCacheContract } from "@sendcat/port-contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "@sendcat/redis/testing/local-redis";
import { connectRedis } from "@sendcat/redis";
import { bumpNamespace, clearNamespace, listNamespaces } from "./cache-operations.ts";
import { createToolCache } from "./create-tool-cache.ts";
import { entryKey } from "./keys.ts";

const page = (title: string): ToolOutcome => ({
  ok: true,
  result: { kind: "pages", items: [{ title, url: "https://a.example/", site: "a.example", snippet: "|", date: null }] },
});

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`the tool cache, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    let nowMs = 0;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());
    beforeEach(async () => {
      await local.redis.flushdb();
      nowMs = Date.now();
    });

    const open = (policy: Partial<typeof DEFAULT_POLICY.tools.cache> = {}) =>
      createToolCache({
        link: local.link,
        policy: { ...DEFAULT_POLICY.tools.cache, ...policy },
        waitMs: 10_000,
        now: () => nowMs,
      });

    toolCacheContract(`Redis, on ${title}`, async () => ({
      cache: open(),
      nowMs: () => nowMs,
      later: (ms) => void (nowMs += ms),
      clear: async (tool) => await bumpNamespace(local.redis, tool, nowMs),
    }));

    const of = (caller: string, key = "search_web:k", progress: ToolJob | null = null) =>
      ({ tool: "search_web", key, caller, progress }) as const;
    const publish = (outcome: ToolOutcome, key = "search_web:k") =>
      ({ tool: "search_web", key, outcome, fetchedAtMs: nowMs }) as const;

    it("lets another caller lead when the leader gives up or does not renew its lock", async () => {
      const cache = open({ lockMs: 500 });
      await cache.lookup(of("a"));
      await cache.release("search_web:k", "b");
      expect(await cache.lookup(of("b"))).toMatchObject({ state: "wait" });
      await cache.release("search_web:k", "a");
      expect(await cache.lookup(of("b"))).toMatchObject({ state: "lead" });
      await expect
        .poll(() => cache.lookup(of("c")), { interval: 100, timeout: 3_000 })
        .toMatchObject({ state: "lead" });
    });

    it("shows a stale result while one caller fetches a new one, if the tool allows it", async () => {
      const cache = open();
      await cache.publish(publish(page("Old")));
      nowMs += DEFAULT_POLICY.tools.cache.tools.search_web.freshMs + 1;
      expect(await cache.lookup(of("a"))).toEqual({ state: "stale", outcome: page("Old"), lead: true, clearedAtMs: 0 });
      expect(await cache.lookup(of("b"))).toMatchObject({ state: "stale", lead: false });
      const product = { tool: "search_products", key: "search_products:k", caller: "a", progress: null } as const;
      await cache.publish({
        tool: "search_products",
        key: product.key,
        outcome: page("P"),
        fetchedAtMs: nowMs - 599_950,
      });
      await expect.poll(() => cache.lookup(product), { interval: 50 }).toMatchObject({ state: "lead" });
    });

    it("remembers a failure briefly, and does not store a result that is too old", async () => {
      const cache = open({ failureMs: 300 });
      await cache.publish(publish({ ok: false, code: "provider_unavailable" }));
      expect(await cache.lookup(of("a"))).toEqual({
        state: "hit",
        outcome: { ok: false, code: "provider_unavailable" },
      });
      nowMs += 400;
      await expect.poll(() => cache.lookup(of("a")), { interval: 50 }).toMatchObject({ state: "lead" });
      await cache.publish({ ...publish(page("Ancient")), fetchedAtMs: nowMs - 86_400_000 });
      expect(await cache.lookup(of("a"))).toMatchObject({ state: "lead" });
    });

    it("tells the last caller to leave that nobody else waits", async () => {
      const cache = open();
      await cache.lookup(of("a"));
      await cache.lookup(of("b"));
      expect(await cache.leave("search_web:k", "a")).toBe(false);
      expect(await cache.leave("search_web:k", "b")).toBe(true);
      await cache.lookup(of("a"));
      await cache.lookup(of("dead"));
      nowMs += 1_500;
      expect(await cache.leave("search_web:k", "a")).toBe(true);
    });

    it("keeps a limited number of entries, and evicts those that expire first", async () => {
      const cache = open({ maxEntries: 3 });
      for (const n of [1, 2, 3, 4, 5]) {
        nowMs += 1;
        await cache.publish(publish(page(`${n}`), `search_web:${n}`));
      }
      const kept = await Promise.all([1, 2, 3, 4, 5].map((n) => local.redis.exists(entryKey(`search_web:${n}`))));
      expect(kept).toEqual([0, 0, 1, 1, 1]);
    });

    it("can be listed, invalidated and cleared by tool", async () => {
      const cache = open();
      const other = { tool: "search_global", key: "search_global:k", outcome: page("G"), fetchedAtMs: nowMs } as const;
      await cache.publish(publish(page("One")));
      await cache.publish(other);
      nowMs += 10;
      await bumpNamespace(local.redis, "search_web", nowMs);
      expect(await cache.lookup(of("a"))).toEqual({ state: "lead", clearedAtMs: nowMs });
      expect(await cache.lookup({ ...of("a", other.key), tool: "search_global" })).toMatchObject({ state: "hit" });
      await cache.publish(publish(page("Two")));
      expect(await cache.lookup(of("b"))).toMatchObject({ state: "hit", outcome: page("Two") });
      expect(await listNamespaces(local.redis)).toEqual([
        { tool: "search_web", clearedAtMs: nowMs, entries: 1 },
        { tool: "search_products", clearedAtMs: 0, entries: 0 },
        { tool: "search_global", clearedAtMs: 0, entries: 1 },
      ]);
      expect(await clearNamespace(local.redis, "search_web", nowMs + 1)).toBe(1);
      expect(await local.redis.exists(entryKey("search_web:k"))).toBe(0);
      expect(await cache.lookup({ ...of("a", other.key), tool: "search_global" })).toMatchObject({ state: "hit" });
    });

    it("ignores stored values of an unknown shape", async () => {
      const cache = open();
      for (const text of ["nonsense", `${nowMs}|${nowMs + 9_999}|{"ok":true}`, `${nowMs}|${nowMs + 9_999}|{broken`]) {
        await local.redis.set(entryKey("search_web:k"), text);
        const { state } = await cache.lookup(of("a"));
        expect(["lead", "unavailable"]).toContain(state);
      }
    });
  });
}

it("reports in bounded time that Redis is down, and does not throw", async () => {
  const link = connectRedis({ url: "http://127.0.0.1:9", token: "t", timeoutMs: 500 });
  const faults: string[] = [];
  const cache = createToolCache({
    link,
    policy: DEFAULT_POLICY.tools.cache,
    waitMs: 250,
    onFault: ({ operation }) => faults.push(operation),
  });
  expect(await cache.lookup({ tool: "search_web", key: "k", caller: "a", progress: null })).toEqual({
    state: "unavailable",
  });
  await cache.publish({ tool: "search_web", key: "k", outcome: page("x"), fetchedAtMs: Date.now() });
  await cache.release("k", "a");
  expect(await cache.leave("k", "a")).toBe(false);
  expect(faults).toHaveLength(4);
});
