/** The host that serves chat streams: the scale plan's Phase 4 choice, one per milestone (M1, M2, M3). */
export const STREAMING_STRATEGIES = ["convex", "edge", "dedicated"] as const;
export type StreamingStrategy = (typeof STREAMING_STRATEGIES)[number];
