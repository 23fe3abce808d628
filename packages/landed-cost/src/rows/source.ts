/**
 * How far a row can be trusted. solid: an official page, or dated press quoting one. good: a dated secondary source, or two independent ones.
 * weak: undated, a courier's page or a program. conflict: sources disagree, and the row has both. stale: known to be overtaken.
 */
export type Confidence = "solid" | "good" | "weak" | "conflict" | "stale";

/** Who says it, and when. */
export interface Source {
  /** A site, a document, or `code#N`: a program in a public repository, which is somebody's reading of the rules and not the rules. */
  readonly page: string;
  /** The page's own date: yyyy, yyyy-mm or yyyy-mm-dd. Null when it has none. */
  readonly date: string | null;
  /** The day it was read, yyyy-mm-dd. */
  readonly readOn: string;
  /** `copy`: a stored copy was read, which can be older than the site, so only the page's own date counts. */
  readonly readFrom: "copy" | "live";
}

/** What every row carries. */
export interface Fact {
  readonly sources: readonly [Source, ...Source[]];
  readonly confidence: Confidence;
  /** What the sources leave open. */
  readonly note?: string;
  /** First and last day on which the row holds, yyyy-mm-dd. Absent: not known to begin or end. A row is closed, never overwritten. */
  readonly from?: string;
  readonly until?: string;
}

export function holdsOn({ from, until }: Fact, date: string): boolean {
  return (from === undefined || from <= date) && (until === undefined || date <= until);
}
