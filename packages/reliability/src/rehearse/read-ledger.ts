import { z } from "zod";
import { askFor, jsonOf } from "./ask.ts";

const ledgerSchema = z.object({
  spend: z.object({ settledMicroUsd: z.number(), heldMicroUsd: z.number() }),
  queues: z.array(z.object({ name: z.string(), depth: z.number(), oldestAgeMs: z.number() })),
});

/** The service's money, as `GET /api/ops/snapshot` shows it to an operator. */
export interface Ledger {
  readonly settledMicroUsd: number;
  readonly heldMicroUsd: number;
  readonly queues: z.infer<typeof ledgerSchema>["queues"];
}

export async function readLedger(origin: string, operatorToken: string): Promise<Ledger> {
  const headers = { authorization: `Bearer ${operatorToken}` };
  const { spend, queues } = ledgerSchema.parse(jsonOf(await askFor(`${origin}/api/ops/snapshot`, 200, { headers })));
  return { ...spend, queues };
}
