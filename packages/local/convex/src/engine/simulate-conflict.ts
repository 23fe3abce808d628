import type { DatabaseSync } from "node:sqlite";
import type { Catalog } from "../store/catalog.ts";
import { newTransaction, type Transaction } from "../store/transaction.ts";

interface ConflictHost {
  readonly database: DatabaseSync;
  readonly catalog: Pick<Catalog, "reload">;
}

/**
 * Runs a mutation once in vain, as a conflict with another writer would in production. With one writer there
 * are no conflicts here, and code that cannot bear being run twice would be found out only there.
 */
export async function simulateConflict(
  { database, catalog }: ConflictHost,
  transaction: Transaction,
  attempt: (transaction: Transaction) => Promise<unknown>,
): Promise<void> {
  const lost = newTransaction(transaction.timestampNs, transaction.beginMs);
  database.exec("SAVEPOINT conflict");
  try {
    await attempt(lost);
  } catch {
    // If it fails for a reason of its own, the run that counts will fail as well.
  } finally {
    database.exec("ROLLBACK TO conflict");
    database.exec("RELEASE conflict");
    if (lost.createdTables) catalog.reload();
  }
}
