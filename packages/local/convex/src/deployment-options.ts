import type { Durability } from "./store/open-database.ts";

export interface DeploymentOptions {
  /** Directory of the database file; created if missing. */
  readonly dataDirectory: string;
  /** Gives the right to push code and call internal functions. */
  readonly adminKey: string;
  /** 0 lets the system choose. Default 3210. */
  readonly port?: number;
  /** Port of HTTP actions; 0 lets the system choose. Default 3211. */
  readonly sitePort?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** `full` (default): acknowledged means on disk. `normal`: a power cut may lose the last commits. */
  readonly durability?: Durability;
  /** A query or mutation that takes longer fails. Default 1 s. */
  readonly transactionLimitMs?: number;
  /** An action that takes longer fails. Default 600 s. */
  readonly actionLimitMs?: number;
  /** A mutation or action that blocks the thread longer is stopped, with everything else that runs. Default 2 s. */
  readonly hangLimitMs?: number;
  /** Share of mutation runs, 0 to 1, that are discarded and repeated, as after a conflict. Default 0. */
  readonly conflictRate?: number;
  /** Called when the deployment's thread keeps failing and is not restarted. */
  readonly onFailure?: () => void;
  /** Receives one line per log message or failure of a function; default none. */
  readonly log?: (line: string) => void;
}
