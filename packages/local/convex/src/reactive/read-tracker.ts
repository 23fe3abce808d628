import type { ReadSet, WriteSet } from "../store/transaction.ts";
import { type IntervalHandle, IntervalTree } from "./interval-tree.ts";

/** Finds the readers that a write affects, without checking each reader. */
export class ReadTracker<T extends object> {
  readonly #ranges = new Map<number, IntervalTree<T>>();
  readonly #documents = new Map<string, Set<T>>();
  readonly #handles = new Map<T, { indexId: number; handle: IntervalHandle }[]>();

  track(reader: T, reads: ReadSet): void {
    const handles = reads.ranges.map(({ indexId, lower, upper }) => {
      let tree = this.#ranges.get(indexId);
      if (!tree) this.#ranges.set(indexId, (tree = new IntervalTree<T>()));
      return { indexId, handle: tree.insert({ lower, upper, payload: reader }) };
    });
    this.#handles.set(reader, handles);
    for (const id of reads.documentIds) {
      const readers = this.#documents.get(id);
      if (readers) readers.add(reader);
      else this.#documents.set(id, new Set([reader]));
    }
  }

  untrack(reader: T, reads: ReadSet): void {
    for (const { indexId, handle } of this.#handles.get(reader) ?? []) {
      this.#ranges.get(indexId)?.remove(handle);
    }
    this.#handles.delete(reader);
    for (const id of reads.documentIds) {
      const readers = this.#documents.get(id);
      readers?.delete(reader);
      if (readers?.size === 0) this.#documents.delete(id);
    }
  }

  affectedBy(writes: WriteSet): Set<T> {
    const affected = new Set<T>();
    for (const id of writes.documentIds) {
      for (const reader of this.#documents.get(id) ?? []) affected.add(reader);
    }
    for (const { indexId, key } of writes.keys) {
      this.#ranges.get(indexId)?.stab(key, (reader) => affected.add(reader));
    }
    return affected;
  }
}
