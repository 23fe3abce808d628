/** A mail that was "sent". */
export interface Letter {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly atMs: number;
}
