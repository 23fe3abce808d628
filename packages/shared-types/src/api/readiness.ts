import { z } from "zod";

/** Answer of `GET /api/ready`. */
export const readinessSchema = z.object({
  status: z.enum(["ready", "not-ready"]),
  draining: z.boolean(),
  dependencies: z.object({ redis: z.boolean(), convex: z.boolean() }),
  /** How long each took to answer this host. */
  tookMs: z.object({ redis: z.number(), convex: z.number() }),
  /** The core that this host works with, and the one that answers; null when none says. */
  core: z.object({ expected: z.string(), deployed: z.string().nullable() }),
});
export type Readiness = z.infer<typeof readinessSchema>;
