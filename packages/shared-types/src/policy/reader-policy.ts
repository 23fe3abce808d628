/** How many readers of resumed answers may be open at a time: unread text stays in the process's memory. */
export interface ReaderPolicy {
  /** Of one turn in one process: a user's tabs and devices. */
  readonly perTurn: number;
  /** Of one user in one process, over all turns. */
  readonly perUser: number;
}

export const DEFAULT_READERS: ReaderPolicy = { perTurn: 8, perUser: 24 };
