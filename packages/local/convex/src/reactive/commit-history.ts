import type { ReadSet, WriteSet } from "../store/transaction.ts";

/** Recent writes, kept while a query that began before them is still running. */
export class CommitHistory {
  readonly #commits: { timestampNs: bigint; writes: WriteSet }[] = [];
  #readers = 0;

  /** Keeps every commit from now on until the returned function is called. */
  hold(): () => void {
    this.#readers++;
    return () => {
      if (--this.#readers === 0) this.#commits.length = 0;
    };
  }

  record(timestampNs: bigint, writes: WriteSet): void {
    if (this.#readers > 0) this.#commits.push({ timestampNs, writes });
  }

  /** Whether a write after `timestampNs` changed anything in `reads`. */
  hasChanged(reads: ReadSet, timestampNs: bigint): boolean {
    return this.#commits.some((commit) => commit.timestampNs > timestampNs && overlaps(reads, commit.writes));
  }
}

function overlaps(reads: ReadSet, writes: WriteSet): boolean {
  for (const id of writes.documentIds) if (reads.documentIds.has(id)) return true;
  return reads.ranges.some(({ indexId, lower, upper }) =>
    writes.keys.some(
      (write) =>
        write.indexId === indexId && Buffer.compare(lower, write.key) <= 0 && Buffer.compare(write.key, upper) < 0,
    ),
  );
}
