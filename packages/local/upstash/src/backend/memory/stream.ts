/** An entry's id: milliseconds, and a number within them; both may take 64 bits. */
export interface StreamId {
  readonly ms: bigint;
  readonly sequence: bigint;
}

export interface StreamEntry {
  readonly id: StreamId;
  readonly fields: readonly string[];
}

export const FIRST_ID: StreamId = { ms: 0n, sequence: 0n };
export const MAX_PART = 2n ** 64n - 1n;
const INVALID = "ERR Invalid stream ID specified as stream command argument";

/** Entries in the order of their ids. It may be empty, and remembers its last id. */
export class Stream {
  readonly entries: StreamEntry[] = [];
  lastId: StreamId = FIRST_ID;

  append(entry: StreamEntry): void {
    this.entries.push(entry);
    this.lastId = entry.id;
  }

  copy(): Stream {
    const copy = new Stream();
    copy.entries.push(...this.entries);
    copy.lastId = this.lastId;
    return copy;
  }
}

export function compareIds(a: StreamId, b: StreamId): number {
  const difference = a.ms === b.ms ? a.sequence - b.sequence : a.ms - b.ms;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function nextId({ ms, sequence }: StreamId): StreamId {
  return sequence < MAX_PART ? { ms, sequence: sequence + 1n } : { ms: ms + 1n, sequence: 0n };
}

export function formatId({ ms, sequence }: StreamId): string {
  return `${ms}-${sequence}`;
}

/** An id, or only its milliseconds, to which `missing` is added. */
export function parseId(text: string, missing: bigint): StreamId {
  const parts = /^\s*\+?(\d+)(?:-(\d+))?$/.exec(text);
  if (!parts) throw new Error(INVALID);
  const id = { ms: BigInt(parts[1] ?? ""), sequence: parts[2] === undefined ? missing : BigInt(parts[2]) };
  if (id.ms > MAX_PART || id.sequence > MAX_PART) throw new Error(INVALID);
  return id;
}
