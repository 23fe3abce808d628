import type { Policy, Refusal } from "@sendcat/shared-types";

const RETRY_MS = 5_000;

export interface ReaderOf {
  readonly turnId: string;
  readonly userId: string;
}

/** Permission to open a stream; `leave` gives it back. */
export type Seat =
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly refusal: Refusal };

/** Counts open readers of resumed turns, by turn and by user: text that a reader has not read yet stays in this process's memory. */
export class Readers {
  readonly #open = new Map<string, number>();
  readonly #policy: Policy["readers"];

  constructor(policy: Policy["readers"]) {
    this.#policy = policy;
  }

  /** The caller must call `leave` exactly once. */
  enter({ turnId, userId }: ReaderOf): Seat {
    const limits = [
      [`${userId} ${turnId}`, this.#policy.perTurn, "turn.readers"],
      [userId, this.#policy.perUser, "user.readers"],
    ] as const;
    for (const [key, limit, scope] of limits)
      if ((this.#open.get(key) ?? 0) >= limit)
        return { ok: false, refusal: { code: "rate_limited", scope, limit, remaining: 0, retryAfterMs: RETRY_MS } };
    for (const [key] of limits) this.#add(key, 1);
    return { ok: true, leave: () => limits.forEach(([key]) => this.#add(key, -1)) };
  }

  #add(key: string, change: number): void {
    const open = (this.#open.get(key) ?? 0) + change;
    if (open === 0) this.#open.delete(key);
    else this.#open.set(key, open);
  }
}
