import { z } from "zod";
import { planNameSchema } from "../plans/plan.ts";

/** Answer of `GET /api/quota`. */
export const quotaViewSchema = z.object({
  plan: planNameSchema,
  turns: z.object({ limit: z.number(), used: z.number(), remaining: z.number(), resetAtMs: z.number() }),
  inFlight: z.object({ limit: z.number(), used: z.number() }),
  degraded: z.boolean(),
});
export type QuotaView = z.infer<typeof quotaViewSchema>;
