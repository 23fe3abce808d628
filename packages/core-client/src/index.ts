export { createAccounts, type AccountsOptions } from "./create-accounts.ts";
export { createTurnStore, type TurnStoreOptions } from "./create-turn-store.ts";
export { createLedger, type LedgerOptions } from "./create-ledger.ts";
export { createThreadStore, type ThreadStoreOptions } from "./create-thread-store.ts";
export { type ConvexEndpoint } from "./call-convex.ts";
export { createToolQueue, type ToolQueueOptions } from "./create-tool-queue.ts";
export { createOperationsLog } from "./create-operations-log.ts";
export { createWebhookInbox, type WebhookInboxOptions } from "./create-webhook-inbox.ts";
export { createShareStore, type ShareStoreOptions } from "./create-share-store.ts";
