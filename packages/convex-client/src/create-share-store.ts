import { sharedPageSchema, type ShareStore } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { QUERIES } from "./functions.ts";

export interface ShareStoreOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, including the repeat, milliseconds. Default 5 s. */
  readonly timeoutMs?: number;
}

const PAGE = 50;

/** Convex as the ShareStore. Throws what the TurnStore throws. */
export function createShareStore(options: ShareStoreOptions): ShareStore {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs ?? 5_000, attempts: 2 };
  return {
    async read({ shareId, cursor }) {
      const args = { shareId, paginationOpts: { cursor, numItems: PAGE } };
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.shares.read, args));
      return expectReply(reply, (page) => page === null || sharedPageSchema.safeParse(page).success);
    },
  };
}
