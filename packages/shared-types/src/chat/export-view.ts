export type ExportFormat = "json" | "markdown";

/** A copy that somebody takes of their conversations. */
export interface ExportView {
  readonly state: "queued" | "running" | "ready" | "failed";
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
