/** The keys of a record, in the order in which they are written. */
export function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  // safe because the record is a literal in code, so it has only the keys of its type
  return Object.keys(record) as Name[];
}
