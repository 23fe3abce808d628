export const EXPORT_FORMATS = ["json", "markdown"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_STATES = ["queued", "running", "ready", "failed"] as const;

/** A copy of a user's conversations that they asked for. */
export interface ExportView {
  readonly state: (typeof EXPORT_STATES)[number];
  readonly format: ExportFormat;
  /** True for all threads, false for a single one. */
  readonly isWhole: boolean;
  /** Threads written so far. */
  readonly threads: number;
  readonly requestedAtMs: number;
  readonly expiresAtMs: number;
  /** The address cannot be guessed; it stops working when the file is deleted. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly url: string | null }[];
}
