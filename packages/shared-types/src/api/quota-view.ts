import { z } from "zod";
import { planNameSchema } from "../plans/plan-name-schema.ts";

const meterSchema = z.object({
  limit: z.number(),
  used: z.number(),
  remaining: z.number(),
  resetAtMs: z.number(),
});

/** Answer of `GET /api/quota`: what is left of a plan. `degraded`: the counters could not be read, only the limits are true. */
export const quotaViewSchema = z.object({
  plan: planNameSchema,
  turns: meterSchema,
  tokens: meterSchema,
  window: z.object({ seconds: z.number(), turns: meterSchema, tokens: meterSchema }),
  inFlight: z.object({ limit: z.number(), used: z.number() }),
  degraded: z.boolean(),
});
export type QuotaView = z.infer<typeof quotaViewSchema>;
