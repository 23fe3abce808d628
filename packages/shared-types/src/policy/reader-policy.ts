/** How many streams of answers may be open at a time: what a reader has not read yet is memory of its process. */
export interface ReaderPolicy {
  /** Of one turn in one process: a person's tabs and devices. */
  readonly perTurn: number;
  /** Of one user in one process, over all turns. */
  readonly perUser: number;
}

export const DEFAULT_READERS: ReaderPolicy = { perTurn: 8, perUser: 24 };
