import type { Durability } from "./store/open-database.ts";

/** What the supervisor starts the worker with. */
export interface WorkerSettings {
  dataDirectory: string;
  adminKey: string;
  host: string;
  port: number;
  sitePort: number;
  durability: Durability;
  transactionLimitMs: number;
  actionLimitMs: number;
  conflictRate: number;
  board: SharedArrayBuffer;
  suspects: readonly string[];
}

export type WorkerMessage =
  | { type: "ready"; port: number; sitePort: number }
  | { type: "failed"; name: string; message: string }
  | { type: "log"; line: string }
  | { type: "closed" };
