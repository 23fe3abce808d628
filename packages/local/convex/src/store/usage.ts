import { FunctionError } from "../runtime/function-error.ts";

/** The platform's limits on one transaction (documents, bytes, index ranges, scheduled functions). */
const LIMITS = {
  bytesRead: 16 * 1024 * 1024,
  bytesWritten: 16 * 1024 * 1024,
  databaseQueries: 4_096,
  documentsRead: 32_000,
  documentsWritten: 16_000,
  functionsScheduled: 1_000,
  scheduledFunctionArgsBytes: 16 * 1024 * 1024,
} as const;

export type UsageKind = keyof typeof LIMITS;

const LABELS: Readonly<Record<UsageKind, string>> = {
  bytesRead: "Too many bytes read in a single function execution",
  bytesWritten: "Too many bytes written in a single function execution",
  databaseQueries: "Too many reads in a single function execution",
  documentsRead: "Too many documents read in a single function execution",
  documentsWritten: "Too many documents written in a single function execution",
  functionsScheduled: "Too many functions scheduled by this mutation",
  scheduledFunctionArgsBytes: "Too large total size of the arguments of scheduled functions",
};

/** The usage of one transaction, nested functions included, against its limits. */
export class TransactionUsage {
  readonly #used: Record<UsageKind, number> = {
    bytesRead: 0,
    bytesWritten: 0,
    databaseQueries: 0,
    documentsRead: 0,
    documentsWritten: 0,
    functionsScheduled: 0,
    scheduledFunctionArgsBytes: 0,
  };

  /** @throws FunctionError when the limit is exceeded */
  charge(kind: UsageKind, amount: number): void {
    this.#used[kind] += amount;
    if (this.#used[kind] > LIMITS[kind]) {
      throw new FunctionError(`${LABELS[kind]} (limit: ${LIMITS[kind]}).`);
    }
  }

  used(kind: UsageKind): number {
    return this.#used[kind];
  }

  /** The result of `ctx.meta.getTransactionMetrics`. */
  report(): Record<string, { used: number; remaining: number }> {
    return Object.fromEntries(
      Object.entries(this.#used).map(([kind, used]) => {
        // safe because the keys of #used are exactly the keys of limits.
        const limit = LIMITS[kind as UsageKind];
        return [kind, { used, remaining: limit - used }];
      }),
    );
  }
}
