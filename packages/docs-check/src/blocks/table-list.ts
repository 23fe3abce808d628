/** The tables of a Convex schema, as its source lists them. */
export function tablesOf(schema: string): readonly string[] {
  return [...schema.matchAll(/^ {2}(\w+): defineTable\(/gm)].map(([, name = ""]) => name);
}
