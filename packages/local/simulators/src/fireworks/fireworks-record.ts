/** One answer, as `GET /admin/requests` lists it. */
export interface FireworksRecord {
  readonly model: string;
  /** Of the answer, as the caller sees it. */
  readonly id: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
}
