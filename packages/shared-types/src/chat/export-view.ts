export const EXPORT_FORMATS = ["json", "markdown"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_STATES = ["queued", "running", "ready", "failed"] as const;

/** A copy that somebody takes of their conversations. */
export interface ExportView {
  readonly state: (typeof EXPORT_STATES)[number];
  readonly format: ExportFormat;
  /** Of everything, not of one thread. */
  readonly isWhole: boolean;
  /** Written so far. */
  readonly threads: number;
  readonly requestedAtMs: number;
  readonly expiresAtMs: number;
  /** The address is unguessable and goes with the file. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly url: string | null }[];
}
