import type { Durability } from "./store/open-database.ts";

/** What the supervisor passes to the worker. */
export interface WorkerSettings {
  readonly dataDirectory: string;
  readonly adminKey: string;
  readonly host: string;
  readonly port: number;
  readonly sitePort: number;
  readonly durability: Durability;
  readonly transactionLimitMs: number;
  readonly actionLimitMs: number;
  readonly conflictRate: number;
  readonly board: SharedArrayBuffer;
  readonly suspects: readonly string[];
}

export type WorkerMessage =
  | { readonly type: "ready"; readonly port: number; readonly sitePort: number }
  | { readonly type: "failed"; readonly name: string; readonly message: string }
  | { readonly type: "log"; readonly line: string }
  | { readonly type: "closed" };
