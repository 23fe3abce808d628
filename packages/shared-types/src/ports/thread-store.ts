import type { MessageView, ThreadView } from "../chat/message.ts";
import type { Credential } from "./turn-store.ts";

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

/** Reads a user's own threads over HTTP (the mobile app; browsers read Convex live). */
export interface ThreadStore {
  /** Newest first. */
  threads(query: { readonly cursor: string | null; readonly limit: number }, as: Credential): Promise<Page<ThreadView>>;
  /** Newest first; null when this user has no such thread. */
  messages(
    query: { readonly threadId: string; readonly cursor: string | null; readonly limit: number },
    as: Credential,
  ): Promise<Page<MessageView> | null>;
}
