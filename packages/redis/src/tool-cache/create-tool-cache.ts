import {
  ERROR_CODES,
  type ToolCache,
  type ToolFound,
  type ToolJob,
  type ToolOutcome,
  type ToolPolicy,
} from "@sendcat/shared-types";
import { CLEARED_KEY, entryKey, indexKey, lockKey, waitingKey } from "./keys.ts";
import { LEAVE_SCRIPT, LOOKUP_SCRIPT, RELEASE_SCRIPT } from "./lookup-script.ts";
import { PUBLISH_SCRIPT, publishArguments } from "./publish-script.ts";
import type { ToolRedisLink } from "./tool-redis.ts";

export interface ToolCacheOptions {
  readonly link: ToolRedisLink;
  readonly policy: ToolPolicy["cache"];
  /** Longest wait for Redis. */
  readonly waitMs: number;
  readonly now?: () => number;
  readonly onFault?: (fault: { readonly operation: string; readonly cause: unknown }) => void;
}

/** Longest outcome that is stored, UTF-16 units; a result is a fraction of it. */
const MAX_OUTCOME_CHARS = 64_000;

/** The ToolCache on Redis. Redis is ours, but its values are still validated before use. */
export function createToolCache(options: ToolCacheOptions): ToolCache {
  const { link, policy, waitMs } = options;
  const now = options.now ?? Date.now;
  const scripts = {
    lookup: link.redis.createScript<unknown[]>(LOOKUP_SCRIPT),
    publish: link.redis.createScript<unknown[]>(PUBLISH_SCRIPT),
    release: link.redis.createScript<unknown[]>(RELEASE_SCRIPT),
    leave: link.redis.createScript<unknown[]>(LEAVE_SCRIPT),
  };

  async function ask<T>(operation: string, run: () => Promise<T>): Promise<T | null> {
    const asked = await link.ask(run, waitMs);
    if (asked.ok) return asked.value;
    options.onFault?.({ operation: `tool-cache ${operation}`, cause: asked.cause });
    return null;
  }

  return {
    async lookup({ tool, key, caller, progress }) {
      const reply = await ask("lookup", () =>
        scripts.lookup.exec(
          [CLEARED_KEY, entryKey(key), lockKey(key), waitingKey(key)],
          [tool, String(now()), caller, String(policy.lockMs), progress === null ? "" : JSON.stringify(progress)],
        ),
      );
      return (reply && foundOf(reply)) ?? { state: "unavailable" };
    },

    async publish({ tool, key, outcome, fetchedAtMs }) {
      const { freshMs, staleMs } = policy.tools[tool];
      const nowMs = now();
      const freshUntilMs = fetchedAtMs + (outcome.ok ? freshMs : policy.failureMs);
      const expiresAtMs = freshUntilMs + (outcome.ok ? staleMs : 0);
      const text = JSON.stringify(outcome);
      if (expiresAtMs <= nowMs || text.length > MAX_OUTCOME_CHARS) return;
      const evicted = await ask("publish", () =>
        scripts.publish.exec(
          [entryKey(key), lockKey(key), indexKey(tool)],
          publishArguments.write({
            key,
            entry: `${fetchedAtMs}|${freshUntilMs}|${text}`,
            ttlMs: expiresAtMs - nowMs,
            expiresAtMs,
            maxEntries: policy.maxEntries,
            nowMs,
          }),
        ),
      );
      const [first, ...rest] = (evicted ?? []).map((name) => entryKey(String(name)));
      if (first !== undefined) await ask("evict", () => link.redis.del(first, ...rest));
    },

    async release(key, caller) {
      await ask("release", () => scripts.release.exec([lockKey(key)], [caller]));
    },

    async leave(key, caller) {
      const reply = await ask("leave", () =>
        scripts.leave.exec([lockKey(key), waitingKey(key)], [caller, String(now())]),
      );
      return reply !== null && Number(reply[0]) === 0;
    },
  };
}

/** Null for an unknown reply. */
function foundOf([state, second, third, fourth]: readonly unknown[]): ToolFound | null {
  switch (state) {
    case "hit": {
      const outcome = outcomeOf(second);
      return outcome && { state, outcome };
    }
    case "stale": {
      const outcome = outcomeOf(second);
      return outcome && { state, outcome, lead: Number(third) === 1, clearedAtMs: Number(fourth) };
    }
    case "lead":
      return { state, clearedAtMs: Number(second) };
    case "wait":
      return { state, progress: objectOf(second) as ToolJob | null }; // safe because a leader of ours wrote it
    default:
      return null;
  }
}

function outcomeOf(value: unknown): ToolOutcome | null {
  const outcome = objectOf(value);
  if (!outcome) return null;
  const { ok, result, code } = outcome;
  if (ok === true && typeof result === "object" && result !== null && Array.isArray(Reflect.get(result, "items"))) {
    return outcome as unknown as ToolOutcome; // safe because only publish writes entries, and it takes whole outcomes
  }
  const known = ERROR_CODES.find((name) => name === code);
  return known ? { ok: false, code: known } : null;
}

/** The client returns JSON either parsed or as text. */
function objectOf(value: unknown): Record<string, unknown> | null {
  if (typeof value === "string") {
    try {
      return objectOf(value === "" ? null : JSON.parse(value));
    } catch {
      return null;
    }
  }
  return typeof value === "object" && value !== null ? { ...value } : null;
}
