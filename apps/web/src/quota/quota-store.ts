import type { apiFetch, Session } from "@sendcat/chat-client";
import { publicErrorSchema, quotaViewSchema, type PublicError, type QuotaView } from "@sendcat/shared-types";
import { z } from "zod";

/** The refusal that says what is used up, and when it arrived. */
export interface Exhausted {
  readonly error: PublicError;
  readonly atMs: number;
}

export interface QuotaState {
  /** What is left; null while unknown. */
  readonly view: QuotaView | null;
  readonly exhausted: Exhausted | null;
}

export interface QuotaStore {
  state(): QuotaState;
  subscribe(listener: () => void): () => void;
  /** Reads what is left, unless it was read within `maxAgeMs`. Never rejects. */
  refresh(maxAgeMs?: number): Promise<void>;
  /** Records that a message was refused because a limit is used up. */
  exhaust(exhausted: Exhausted): void;
  /** Clears the refusal: there is room again, or the user wants to try. */
  reopen(): void;
}

const CHANNEL = "sendcat-quota";
const messageSchema = z.object({
  userId: z.string(),
  view: quotaViewSchema.nullable(),
  exhausted: z.object({ error: publicErrorSchema, atMs: z.number() }).nullable(),
});

/** What the user has left, the same in every tab: each tab tells the others what it learns. */
export function createQuotaStore(options: {
  readonly session: Session;
  readonly fetch: typeof apiFetch;
  readonly now: () => number;
}): QuotaStore {
  const { session, now } = options;
  const listeners = new Set<() => void>();
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
  let state: QuotaState = { view: null, exhausted: null };
  let readAtMs = 0;
  let reading: Promise<void> | null = null;

  function set(next: Partial<QuotaState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function share(next: Partial<QuotaState>): void {
    set(next);
    const user = session.user();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches this origin alone
    if (user) channel?.postMessage({ userId: user.id, ...state });
  }

  channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const parsed = messageSchema.safeParse(data);
    if (!parsed.success || parsed.data.userId !== session.user()?.id) return;
    readAtMs = now();
    set({ view: parsed.data.view, exhausted: parsed.data.exhausted });
  });

  async function read(): Promise<void> {
    const headers = { authorization: `Bearer ${await session.token()}` };
    const response = await options.fetch("/api/quota", { headers });
    const parsed = quotaViewSchema.safeParse(response.ok ? await response.json() : null);
    readAtMs = now();
    // A degraded response has the limits but not what is used, so we show nothing.
    share({ view: parsed.success && !parsed.data.degraded ? parsed.data : null });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async refresh(maxAgeMs = 0) {
      if (maxAgeMs > 0 && now() - readAtMs < maxAgeMs) return;
      reading ??= read()
        .catch(() => undefined)
        .finally(() => (reading = null));
      await reading;
    },
    exhaust: (exhausted) => share({ exhausted }),
    reopen: () => share({ exhausted: null }),
  };
}
