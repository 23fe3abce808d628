/** Faults instead of an answer. A three-digit name is the HTTP status. */
export const SEARCH_FAULTS = [
  "401",
  "429",
  "500",
  "503",
  /** Accepts the request and never answers. */
  "hang",
  /** Breaks the connection in the middle of the answer. */
  "cut",
  "malformed-json",
  /** JSON of an unexpected shape. */
  "strange",
] as const;
export type SearchFault = (typeof SEARCH_FAULTS)[number];

export interface SearchFaultOrder {
  readonly fault: SearchFault;
  /** Null until reset. */
  readonly count: number | null;
}
