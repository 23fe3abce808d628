import type { DatabaseSync } from "node:sqlite";
import type { Catalog } from "../store/catalog.ts";
import { newTransaction, type Transaction } from "../store/transaction.ts";

interface ConflictHost {
  readonly database: DatabaseSync;
  readonly catalog: Pick<Catalog, "reload">;
}

/**
 * Runs a mutation once and discards the result, as a conflict with another writer does in production. With a single
 * writer there are no conflicts here, so code that must not run twice would fail only in production.
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
    // If it fails for another reason, the run that counts will fail too.
  } finally {
    database.exec("ROLLBACK TO conflict");
    database.exec("RELEASE conflict");
    if (lost.createdTables) catalog.reload();
  }
}
