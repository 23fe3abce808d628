import type { Source } from "./source.ts";

const READ_ON = "2026-11-29";

/** A page of which a stored copy was read when the facts were collected. */
export function storedCopy(page: string, date: string | null = null): Source {
  return { page, date, readOn: READ_ON, readFrom: "copy" };
}
