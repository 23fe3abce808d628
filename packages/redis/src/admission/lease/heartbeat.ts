import {
  ADDRESS_SPEND_TTL_MS,
  addressSpendKey,
  dayTtlMs,
  LOADS_KEY,
  RECORD_TTL_MS,
  recordKey,
  spendKey,
  userKey,
  USER_TTL_MS,
} from "../../keys.ts";
import { RECORD_FIELDS } from "../lua/record.ts";
import type { QuotaContext } from "../quota-context.ts";
import { heartbeatScript } from "./heartbeat-script.ts";
import { restoreArguments, restoreScript } from "./restore-script.ts";
import type { LiveTurn } from "./worker-leases.ts";

/**
 * Renews the leases of this process: one call per lease, however many turns it runs. Turns of a lost lease are restored. A failed call is
 * retried with the next heartbeat.
 */
export async function heartbeat(context: QuotaContext, nowMs: number): Promise<void> {
  const { leases, link, policy } = context;
  const untilMs = Math.floor(nowMs) + policy.admission.leaseMs;
  for (const worker of leases.held()) {
    const input = { keys: [LOADS_KEY], args: [worker, String(untilMs)] };
    const reply = await link.ask(() => heartbeatScript.run(link.redis, input), policy.failure.settlement.waitMs);
    if (!reply.ok) context.onFault({ operation: "heartbeat", cause: reply.cause });
    else if (reply.value[0] === "renewed") leases.renewed(worker, untilMs);
    else await restore(context, nowMs, leases.takeLost(worker));
  }
}

/** Concurrently: calls made in one tick share a request. */
async function restore(context: QuotaContext, nowMs: number, turns: readonly LiveTurn[]): Promise<void> {
  const { leases, link } = context;
  const { worker, untilMs } = leases.current(nowMs);
  await Promise.all(
    turns.map(async (turn) => {
      // Added before the reply arrives: a settle that overtakes it must find the turn here.
      leases.add(worker, untilMs, turn);
      const { record } = turn;
      const input = {
        keys: [LOADS_KEY, spendKey(record.day), userKey(turn.userId), recordKey(turn), addressSpendKey(record.day)],
        args: restoreArguments.write({
          nowMs: Math.floor(nowMs),
          worker,
          leaseUntilMs: Math.floor(untilMs),
          turnId: encodeURIComponent(turn.turnId),
          dayTtlMs: dayTtlMs(record.day, nowMs),
          addressSpendTtlMs: ADDRESS_SPEND_TTL_MS,
          userTtlMs: USER_TTL_MS,
          recordTtlMs: RECORD_TTL_MS,
          record: RECORD_FIELDS.map((name) => record[name]).join("|"),
        }),
      };
      const { waitMs } = context.policy.failure.settlement;
      const reply = await link.ask(() => restoreScript.run(link.redis, input), waitMs);
      if (!reply.ok) context.onFault({ operation: "restore", cause: reply.cause });
      else if (reply.value[0] === "over") leases.forget(turn);
    }),
  );
}
