/** What can go wrong instead of an answer. A three-digit name is the HTTP status. */
export const SEARCH_FAULTS = [
  "401",
  "429",
  "500",
  "503",
  /** Takes the request and never answers. */
  "hang",
  /** Breaks the connection in mid-answer. */
  "cut",
  "malformed-json",
  /** JSON of another shape. */
  "strange",
] as const;
export type SearchFault = (typeof SEARCH_FAULTS)[number];

export interface SearchFaultOrder {
  readonly fault: SearchFault;
  /** Null until reset. */
  readonly count: number | null;
}
