import { serviceDay } from "@sendcat/shared-types";
import { convexRun } from "../stack/convex-run.ts";
import type { OwnStack } from "../stack/own-stack.ts";
import { redisCommand } from "../stack/redis-rest.ts";

export interface LedgerRow {
  readonly kind: string;
  readonly outcome: string | null;
  /** What the provider calls the answer; null when it never said so, or its worker died before that was written down. */
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

/** What today has been charged to all plans, as the ledger has it. */
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

/** Today's money in Redis: settled, and on hold for turns that may still be running. */
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

/** Turns in flight under leases that have not run out. */
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
