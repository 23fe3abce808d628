import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { DEFAULT_POLICY, toolKey, type ToolAnswer, type ToolQueue, type ToolResult } from "@sendcat/shared-types";
import { ToolFlights } from "@sendcat/gateway/testing/tool-flights";
import { connectRedis, createToolCache } from "@sendcat/redis";

/** What one of several hosts has to search for, and how many callers it has. */
export interface SearchOrder {
  readonly url: string;
  readonly token: string;
  readonly callers: number;
  readonly query: string;
  readonly lockMs: number;
  /** How long the provider takes. */
  readonly providerMs: number;
  /** The Redis key that counts the calls to the provider. */
  readonly counterKey: string;
}

export type SearchNews =
  | { readonly kind: "ready" }
  /** This host owns the lock: it has called the provider. */
  | { readonly kind: "leads" }
  | { readonly kind: "done"; readonly results: number; readonly lastAtMs: number };

function tell(news: SearchNews): void {
  process.send?.(news);
}

process.on("message", (order: SearchOrder) => {
  run(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// Exit only when the parent disconnects: a busy parent may notice an exit before it reads the last message.
process.on("disconnect", () => process.exit(0));
tell({ kind: "ready" });

const RESULT: ToolResult = { kind: "pages", items: [] };

async function run(order: SearchOrder): Promise<void> {
  const link = connectRedis({ url: order.url, token: order.token, timeoutMs: 30_000 });
  const cache = createToolCache({
    link,
    policy: { ...DEFAULT_POLICY.tools.cache, lockMs: order.lockMs },
    waitMs: 20_000,
  });
  const key = await toolKey("search_web", { query: order.query });
  const underWay: ToolAnswer = {
    kind: "under-way",
    job: { state: "running", position: null, waitMs: null, retryAfterMs: null },
  };
  let hasCalled = false;
  // A queue for this process alone that does not join equal questions: the first call asks the provider and publishes the result.
  const queue: Pick<ToolQueue, "ask" | "cancel"> = {
    async ask() {
      if (!hasCalled) {
        hasCalled = true;
        await link.redis.incr(order.counterKey);
        tell({ kind: "leads" });
        void delay(order.providerMs).then(() =>
          cache.publish({ tool: "search_web", key, outcome: { ok: true, result: RESULT }, fetchedAtMs: Date.now() }),
        );
      }
      return { ok: true, answer: underWay };
    },
    cancel: async () => undefined,
  };
  const flights = new ToolFlights({
    cache,
    queue,
    newId: randomUUID,
    now: Date.now,
    onFault: (where, fault) => console.error(where, fault),
  });
  const ends = await Promise.all(
    Array.from({ length: order.callers }, async () => {
      const question = { key, tool: "search_web", input: { query: order.query }, plan: "guest" } as const;
      const end = await flights.join(question, () => undefined).ended;
      return end.kind === "outcome" && end.outcome.ok ? Date.now() : null;
    }),
  );
  const results = ends.filter((ms) => ms !== null);
  tell({ kind: "done", results: results.length, lastAtMs: Math.max(...results) });
}
