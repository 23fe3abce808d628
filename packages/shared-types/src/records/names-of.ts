/** The keys of a record, in the order they are written in. */
export function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  // safe because the record is written out in code: it has no keys but those of its type
  return Object.keys(record) as Name[];
}
