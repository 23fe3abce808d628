import type { SharedPage } from "../chat/shared-thread.ts";

/** Reads a conversation that a user has shared by a link. */
export interface ShareStore {
  /** Null when the link does not exist or has ended. */
  read(query: { readonly shareId: string; readonly cursor: string | null }): Promise<SharedPage | null>;
}
