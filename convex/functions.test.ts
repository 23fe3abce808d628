// @vitest-environment edge-runtime
import { ACTIONS, MUTATIONS, QUERIES } from "@sendcat/convex-client/functions";
import { getFunctionName, type FunctionReference, type FunctionType } from "convex/server";
import { beforeAll, expect, expectTypeOf, it } from "vitest";
import type { api } from "./_generated/api.js";

type Reference = FunctionReference<FunctionType>;
type Table = Readonly<Record<string, Readonly<Record<string, Reference>>>>;

const modules = import.meta.glob(["./*.ts", "!./*.test.ts", "!./*.config.ts", "!./schema.ts", "!./crons.ts"]);
const tables: readonly (readonly [mark: string, table: Table])[] = [
  ["isQuery", QUERIES],
  ["isMutation", MUTATIONS],
  ["isAction", ACTIONS],
];

const core = new Map<string, Readonly<Record<string, object>>>();
beforeAll(async () => {
  for (const file of tables.flatMap(([, table]) => Object.keys(table)))
    // safe because a module is an object of what it exports
    core.set(file, (await modules[`./${file}.ts`]?.()) as Readonly<Record<string, object>>);
});

it.each(tables)("the gateway's calls find public functions with the flag %s", (mark, table) => {
  for (const [file, references] of Object.entries(table)) {
    for (const [name, reference] of Object.entries(references)) {
      expect(getFunctionName(reference)).toBe(`${file}:${name}`);
      expect({ ...core.get(file)?.[name] }, `${file}:${name}`).toMatchObject({ isPublic: true, [mark]: true });
    }
  }
});

/** The type as it travels: an id is a string; Convex ignores `readonly` and an explicit `undefined`. */
type Plain<T> = T extends string
  ? T extends { readonly __tableName: string }
    ? string
    : T
  : T extends object
    ? { -readonly [K in keyof T]: Plain<Exclude<T[K], undefined>> }
    : T;
type Takes<Args> = (args: Plain<Args>) => void;

/** For every function: its kind, who may call it, its arguments and its reply. */
type Facts<T> = {
  readonly [File in keyof T]: {
    readonly [Name in keyof T[File]]: T[File][Name] extends FunctionReference<
      infer Kind,
      infer Visibility,
      infer Args,
      infer Reply
    >
      ? { readonly kind: Kind; readonly visibility: Visibility; readonly takes: Takes<Args>; readonly answers: Reply }
      : never;
  };
};

it("the compiler compares the arguments and replies of both sides", () => {
  expectTypeOf<Facts<typeof api>>().toExtend<Facts<typeof QUERIES>>();
  expectTypeOf<Facts<typeof api>>().toExtend<Facts<typeof MUTATIONS>>();
  expectTypeOf<Facts<typeof api>>().toExtend<Facts<typeof ACTIONS>>();
});
