import type { SharedPage, ShareStore } from "@sendcat/shared-types";

export interface MemoryShares {
  readonly store: ShareStore;
  say(threadId: string, ...messages: SharedPage["messages"]): void;
  /** Shares a thread as it is now, under its earlier share id or, the first time, under this one. */
  share(threadId: string, shareId?: string): string;
  revoke(threadId: string): void;
}

const PAGE = 50;

/** Shared threads, in memory. */
export function memoryShares(): MemoryShares {
  const threads = new Map<string, SharedPage["messages"]>();
  const shares = new Map<string, { readonly threadId: string; readonly count: number; readonly sharedAtMs: number }>();
  const idOf = (threadId: string) => [...shares].find(([, share]) => share.threadId === threadId)?.[0];
  return {
    say: (threadId, ...messages) => void threads.set(threadId, [...(threads.get(threadId) ?? []), ...messages]),
    share(threadId, shareId = crypto.randomUUID()) {
      const id = idOf(threadId) ?? shareId;
      shares.set(id, { threadId, count: threads.get(threadId)?.length ?? 0, sharedAtMs: Date.now() });
      return id;
    },
    revoke: (threadId) => void shares.delete(idOf(threadId) ?? ""),
    store: {
      async read({ shareId, cursor }) {
        const share = shares.get(shareId);
        if (!share) return null;
        const { threadId, count, sharedAtMs } = share;
        const from = Number(cursor ?? 0);
        const to = Math.min(count, from + PAGE);
        const messages = (threads.get(threadId) ?? []).slice(from, to);
        return { title: "Shared", sharedAtMs, messages, cursor: to < count ? String(to) : null };
      },
    },
  };
}
