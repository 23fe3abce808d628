import { ledgerContract, type Booking } from "./ledger-contract.ts";
import { memoryLedger } from "./memory-ledger.ts";

ledgerContract("in memory", async () => {
  const rows: Booking[] = [];
  return { ledger: memoryLedger(rows), empty: memoryLedger([]), book: async (row) => void rows.push(row) };
});
