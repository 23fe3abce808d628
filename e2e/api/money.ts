import { serviceDay } from "@sendcat/shared-types";
import { convexRun } from "../stack/convex-run.ts";
import type { OwnStack } from "../stack/own-stack.ts";
import { redisCommand } from "../stack/redis-rest.ts";

export interface LedgerRow {
  readonly kind: string;
  readonly outcome: string | null;
  /** The provider's id for the answer; null when the provider never sent one, or the worker died before storing it. */
  readonly generationId: string | null;
  readonly costMicroUsd: number | null;
  readonly chargedMicroUsd: number;
  readonly chargedTokens: number;
}

/** The ledger rows of one turn. */
export async function ledgerOf({ convex }: Pick<OwnStack, "convex">, turnId: string): Promise<readonly LedgerRow[]> {
  // safe because it is what the function returns
  return (await convexRun(convex, "usage:byTurn", { turnId })) as LedgerRow[];
}

/** What was charged to all plans today according to the ledger, micro-dollars. */
export async function ledgerToday({ convex }: Pick<OwnStack, "convex">): Promise<number> {
  let [total, after]: [number, number | null] = [0, null];
  do {
    // safe because it is what the function returns
    const page = (await convexRun(convex, "usage:dayPage", { day: today(), after })) as {
      readonly chargedMicroUsd: Readonly<Record<string, number>>;
      readonly after: number | null;
    };
    total += Object.values(page.chargedMicroUsd).reduce((sum, amount) => sum + amount, 0);
    after = page.after;
  } while (after !== null);
  return total;
}

/** Today's money in Redis, micro-dollars: settled, and reserved for turns that may still be running. */
export async function redisToday({ redis }: Pick<OwnStack, "redis">): Promise<{ settled: number; held: number }> {
  const flat = await redisCommand(redis, ["HGETALL", `sendcat:{quota}:v2:spend:${today()}`]);
  const sums = { settled: 0, held: 0 };
  for (const [field, amount] of pairsOf(flat)) {
    const [what, , untilMs] = field.split("|");
    if (what === "settled") sums.settled += Number(amount);
    if (what === "held" && Number(untilMs) > Date.now()) sums.held += Number(amount);
  }
  return sums;
}

/** Number of turns in flight whose lease has not expired. */
export async function leasedTurns({ redis }: Pick<OwnStack, "redis">): Promise<number> {
  const flat = await redisCommand(redis, ["HGETALL", "sendcat:{quota}:v2:loads"]);
  return pairsOf(flat).reduce((sum, [, load]) => {
    const [untilMs, counts] = load.split("|");
    const all = /all=(\d+)/.exec(counts ?? "")?.[1];
    return Number(untilMs) > Date.now() ? sum + Number(all ?? 0) : sum;
  }, 0);
}

function pairsOf(flat: unknown): readonly (readonly [string, string])[] {
  const list = Array.isArray(flat) ? flat.map(String) : [];
  return list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""] as const] : []));
}

function today(): string {
  return serviceDay(Date.now(), "America/Jamaica").name;
}
