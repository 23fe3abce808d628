/**
 * A full batch may end between rows of the same creation time, which a cursor on it could not tell apart: those rows wait for the next
 * batch.
 */
export function wholeInstants<Row extends { readonly _creationTime: number }>(
  rows: readonly Row[],
  batch: number,
): readonly Row[] {
  if (rows.length < batch) return rows;
  const lastInstant = rows.at(-1)?._creationTime;
  const whole = rows.filter(({ _creationTime }) => _creationTime !== lastInstant);
  return whole.length > 0 ? whole : rows;
}
