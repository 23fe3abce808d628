import { describe, expect, it } from "vitest";
import { unknownWriters } from "./schema-writers.ts";

const known = { modules: new Set(["archives"]), functions: new Set(["turns:begin", "threads:purge"]) };
const unknown = (schema: string) =>
  unknownWriters("convex/schema.ts", schema, known).map(({ line, says }) => `${line} ${says}`);

describe("the writers in the schema's comments", () => {
  it("are functions or modules of the core", () => {
    const schema = `export default defineSchema({
  /**
   * What is kept. Writers: turns:begin (inserts), the sweep,
   * threads:purge, archives and threads:gone. More of it.
   */
  threads: defineTable({
    /** Writer: archives. */
    archived: v.boolean(),
  }),
});`;
    expect(unknown(schema)).toEqual([
      '2 the core has no writer "the sweep"',
      '2 the core has no writer "threads:gone"',
    ]);
  });

  it("are named for every table", () => {
    const schema = `{
  /** Writer: turns:begin. */
  turns: defineTable({}),
  /** Rows. */
  charges: defineTable({}),
  disputes: defineTable({}),
}`;
    expect(unknown(schema)).toEqual(["5 the table charges names no writer", "6 the table disputes names no writer"]);
  });
});
