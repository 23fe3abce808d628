import type { Ledger, PlanName } from "@sendcat/shared-types";
import type { Booking } from "./ledger-contract.ts";

/** The ledger's sums over rows in memory. */
export function memoryLedger(rows: readonly Booking[]): Ledger {
  return {
    async dayTotals(day) {
      const chargedMicroUsd: Record<PlanName, number> = { guest: 0, free: 0, plus: 0, pro: 0 };
      for (const row of rows) if (row.day === day) chargedMicroUsd[row.plan] += row.chargedMicroUsd;
      return { chargedMicroUsd, isNew: rows.length === 0 };
    },
    async userTotals({ userId, day }) {
      const own = rows.filter((row) => row.userId === userId && row.day === day && row.counts);
      return { turns: own.length, tokens: own.reduce((sum, { chargedTokens }) => sum + chargedTokens, 0) };
    },
  };
}
