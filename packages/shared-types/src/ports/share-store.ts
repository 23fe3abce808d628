import type { SharedPage } from "../chat/shared-thread.ts";

/** Reading what somebody has shared by a link. */
export interface ShareStore {
  /** Null when the link leads nowhere. */
  read(query: { readonly shareId: string; readonly cursor: string | null }): Promise<SharedPage | null>;
}
