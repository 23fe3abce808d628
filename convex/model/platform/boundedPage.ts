import type { PaginationOptions } from "convex/server";
import { LIMITS } from "./limits.ts";

/** The page that a client asked for, limited to what one query may read. */
export function boundedPage(options: PaginationOptions): PaginationOptions {
  return {
    ...options,
    numItems: Math.max(1, Math.min(LIMITS.pageItems, Math.floor(options.numItems) || 1)),
    maximumBytesRead: LIMITS.pageBytes,
  };
}
