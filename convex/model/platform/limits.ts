/** Limits of one call's input and reads. Each keeps a document below Convex's 1 MiB and a transaction below its 16 MiB. */
export const LIMITS = {
  /** UTF-16 units of one user message; equal to MAX_PROMPT_CHARS of shared-types (a test compares them). */
  promptChars: 16_000,
  promptParts: 8,
  /** UTF-16 units of one answer, reasoning included: at most 900 kB as UTF-8. */
  messageChars: 300_000,
  messageParts: 1_000,
  modelNameChars: 64,
  ownerIdChars: 128,
  requestIdChars: 128,
  /** Length of a provider's names: a route, a generation's id. */
  providerNameChars: 128,
  abandonedCalls: 8,
  titleChars: 80,
  historyMessages: 100,
  historyChars: 400_000,
  /** UTF-16 units read from messages before a scan gives up: at most 6 MB as UTF-8. */
  scannedChars: 2_000_000,
  leaseMs: 600_000,
  pageItems: 100,
  pageBytes: 4_000_000,
  chunksPerTurn: 2_000,
  /** Checkpoints in one call. */
  checkpoints: 100,
  /** Signals in one reply; stops come before followers. */
  signals: 500,
  /** Length of a search's input as JSON, and of its stored error. */
  toolInputChars: 1_000,
  toolErrorChars: 300,
  /** More jobs than the policy's caps let run or wait. */
  toolJobsUnderWay: 500,
  /** Tool calls of one turn that may still wait for a result. */
  toolWaitsPerTurn: 40,
  toolWaitBatch: 20,
  /** Size of one file, with any plan. */
  attachmentBytes: 4_000_000,
  /** How much of a document is read: pages, and UTF-16 units of their text. */
  documentPages: 200,
  documentChars: 100_000,
  documentMs: 20_000,
  /** The same of one query, which has a second of computing time. */
  documentPagesAtOnce: 10,
  documentCharsAtOnce: 8_000,
  /** Files looked at in one step of their sweep. */
  sweptFiles: 50,
  /** Unsent attachments of one owner. */
  unsentAttachments: 12,
  interruptBatch: 10,
  purgeBatch: 25,
  rollUpBatch: 500,
  /** Ledger rows summed in one call: of a user's day, or of the rows not yet rolled up. */
  ledgerRows: 2_000,
  /** Ledger rows of one turn: its own, its true-up and its searches. */
  rowsOfTurn: 50,
  settlementBatch: 20,
  implausibleCosts: 50,
  /** Rows of a queue that are counted. */
  queueDepth: 1_000,
  recentEvents: 50,
  replayBatch: 50,
  eventActionChars: 64,
  eventDetailChars: 1_000,
  minutesKept: 30 * 24 * 60,
  /** Messages that are looked through for the question of an answer to continue. */
  continuedAnswers: 20,
  /** Newest subscriptions of one account that are read. */
  subscriptions: 20,
  chargesLookedAt: 20,
  graceBatch: 100,
  webhookErrorChars: 500,
  /** UTF-16 units of a message that can be searched. */
  searchedChars: 4_000,
  searchQueryChars: 200,
  searchHits: 20,
  pinnedThreads: 20,
  sharedMessages: 100,
  /** Reports about one turn or share that are stored. */
  reportsOfOne: 20,
  exportsKept: 5,
  exportFileChars: 4_000_000,
  /** Rows of one owner that one step of an erasure changes. */
  eraseBatch: 100,
  /** UTF-16 units of messages that one step of a carry rewrites before it stops: with the last of them below Convex's 8 MiB as UTF-8. */
  carriedChars: 1_000_000,
  /** Sessions of one account that one step ends; the next step follows. */
  sessionsEnded: 200,
  /** Calls of one user that change something, in a minute. */
  changesPerMinute: 120,
  /** Exports of one user in an hour: each reads all that the user has. */
  exportsPerHour: 1,
  /** Passkeys of one account. */
  passkeys: 10,
  challengeMs: 300_000,
  /** One step of the nightly sweep: owners looked at, rows deleted. Small enough not to slow down chat (`docs/reports/retention.md`). */
  sweepUsers: 10,
  sweepRows: 20,
  retentionWarnings: 20,
  archivedAtOnce: 20,
  /** UTF-16 units of one thread's archive before it is compressed. */
  archiveChars: 20_000_000,
} as const;

const CLIENT_ID = /^[A-Za-z0-9_-]{16,64}$/;

/** The shape of ids that clients create: `clientIdSchema` of shared-types. */
export function isClientId(id: string): boolean {
  return CLIENT_ID.test(id);
}

const DAY_NAME = /^\d{4}-\d{2}-\d{2}$/;

/** The name of a service day: `serviceDay` of shared-types. */
export function isDayName(day: string): boolean {
  return DAY_NAME.test(day);
}
