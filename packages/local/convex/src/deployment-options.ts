import type { Durability } from "./store/open-database.ts";

export interface DeploymentOptions {
  /** Directory of the database file; made if missing. */
  readonly dataDirectory: string;
  /** Whoever holds it may push code and call internal functions. */
  readonly adminKey: string;
  /** 0 lets the system choose. Default 3210. */
  readonly port?: number;
  /** Port of HTTP actions; 0 lets the system choose. Default 3211. */
  readonly sitePort?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** `full` (default): acknowledged means on disk. `normal`: a power cut may lose the last commits. */
  readonly durability?: Durability;
  /** A query or mutation that computes longer, or waits longer for what never comes, fails. Default 1 s. */
  readonly transactionLimitMs?: number;
  /** An action that takes longer fails. Default 600 s. */
  readonly actionLimitMs?: number;
  /** A mutation or action that computes longer without a break is ended together with everything running. Default 2 s. */
  readonly hangLimitMs?: number;
  /** Share of runs of mutations, 0 to 1, that are lost as if they had met a conflict and done again. Default 0. */
  readonly conflictRate?: number;
  /** The deployment's thread failed again and again and is not started any more. */
  readonly onFailure?: () => void;
  /** One line of what functions print and how they fail; nothing by default. */
  readonly log?: (line: string) => void;
}
