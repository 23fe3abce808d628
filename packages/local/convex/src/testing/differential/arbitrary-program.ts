import type { Value } from "convex/values";
import fc from "fast-check";
import { value } from "./arbitrary-value.ts";
import type { Bound, Call, Failure, Fields, Filter, Operand, Program, Source, Step, TableName } from "./program.ts";

const key = fc.constantFrom("k1", "k2", "k3", "k4", "k5");
const table = fc.constantFrom<TableName>("things", "strict");
const at = fc.record({ table, key });
const operand: fc.Arbitrary<Operand> = fc.oneof(
  { weight: 5, arbitrary: value.map((is) => ({ is })) },
  { weight: 1, arbitrary: fc.constant({}) },
);
const failureWith = (data: fc.Arbitrary<Value>): fc.Arbitrary<Failure> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    fc.constant<Failure>({ plain: true }),
    data.map((data) => ({ data })),
  );
const failure = failureWith(value);
/** Restricted as `exceptions.ts` explains. */
const nestedFailure = failureWith(fc.constantFrom<Value>("text", 2.5, null, { code: "BOOM", list: [true, []] }));

const INDEXES: Readonly<Record<TableName, Record<string, string[]>>> = {
  things: {
    by_key: ["key"],
    by_a: ["a"],
    by_a_b: ["a", "b"],
    by_nested: ["o.x", "a"],
    by_creation_time: ["_creationTime"],
  },
  strict: { by_rank: ["rank"], by_kind_rank: ["kind", "rank"], by_key: ["key"] },
};

function optional<T extends Value>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

const looseFields = fc
  .record({ a: optional(value), b: optional(value), o: optional(fc.oneof(fc.record({ x: value }), value)) })
  .map(withoutUndefined);

/** Mostly valid by the schema, sometimes not. */
const strictFields = fc
  .record({
    rank: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(-1, 0, 1, 2, 2.5, 10) }, value),
    big: optional(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(0n, 1n, -5n) }, fc.constant<Value>(1))),
    maybe: optional(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom<Value>(null, "text", { deep: [true] }, { deep: [] }) },
        fc.constantFrom<Value>({ deep: [1] }, { deep: [], extra: 1 }, {}, 5),
      ),
    ),
    kind: optional(
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom<Value>("x", 2, true) }, fc.constantFrom<Value>("y", 2n, false)),
    ),
    raw: optional(fc.oneof({ weight: 5, arbitrary: fc.constant<Value>(new Uint8Array([1, 0]).buffer) }, value)),
    names: optional(fc.constantFrom<Value>({}, { a: 1 }, { a: 1, b: 2.5 })),
  })
  .map(withoutUndefined);

const fieldsOf = (name: TableName): fc.Arbitrary<Fields> => (name === "things" ? looseFields : strictFields);

const numeric: fc.Arbitrary<Filter> = fc.oneof(
  fc.constant<Filter>(["field", "rank"]),
  fc.constantFrom(-1, 0, 1, 2.5).map<Filter>((is) => ["value", { is }]),
  fc
    .tuple(fc.constantFrom("add", "sub", "mul", "div", "mod"), fc.constantFrom(1, 2, 3))
    .map<Filter>(([operator, is]) => [operator, ["field", "rank"], ["value", { is }]]),
  fc.constant<Filter>(["neg", ["field", "rank"]]),
);
const equality: fc.Arbitrary<Filter> = fc
  .tuple(fc.constantFrom("eq", "neq"), fc.constantFrom("a", "b", "o.x", "key", "kind", "maybe"), operand)
  .map(([operator, field, item]) => [operator, ["field", field], ["value", item]]);

/** Compares order only between numbers, as `exceptions.ts` explains. */
function filterOf(name: TableName): fc.Arbitrary<Filter> {
  const comparison = fc
    .tuple(fc.constantFrom("lt", "lte", "gt", "gte"), numeric, numeric)
    .map<Filter>(([operator, left, right]) => [operator, left, right]);
  const leaf = name === "things" ? equality : fc.oneof(equality, comparison);
  const both = fc.tuple(leaf, leaf);
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    both.map<Filter>(([left, right]) => ["and", left, right]),
    both.map<Filter>(([left, right]) => ["or", left, right]),
    leaf.map<Filter>((inner) => ["not", inner]),
  );
}

/** Mostly a range that the platform accepts: equal fields first, then one field with one or two bounds. */
function boundsOf(fields: readonly string[]): fc.Arbitrary<Bound[]> {
  if (fields[0] === "_creationTime") return fc.constant([]);
  const lower = fc.option(fc.constantFrom("gt" as const, "gte" as const), { nil: null });
  const upper = fc.option(fc.constantFrom("lt" as const, "lte" as const), { nil: null });
  const shape = fc.record({
    equal: fc.integer({ min: 0, max: fields.length }),
    values: fc.array(operand, { minLength: fields.length + 2, maxLength: fields.length + 2 }),
    lower,
    upper,
    disordered: fc.integer({ min: 0, max: 30 }),
  });
  return shape.map(({ equal, values, lower, upper, disordered }) => {
    const value = (position: number): Operand => values[position] ?? {};
    const bounds: Bound[] = fields
      .slice(0, equal)
      .map((field, position) => ({ op: "eq", field, value: value(position) }));
    const next = fields[equal];
    if (next !== undefined) {
      if (lower) bounds.push({ op: lower, field: next, value: value(equal) });
      if (upper) bounds.push({ op: upper, field: next, value: value(equal + 1) });
    }
    return disordered === 0 ? bounds.toReversed() : bounds;
  });
}

const source: fc.Arbitrary<Source> = table.chain((name) =>
  fc.option(fc.constantFrom(...Object.keys(INDEXES[name])), { nil: null, freq: 6 }).chain((index) =>
    fc.record({
      table: fc.constant(name),
      index: fc.constant(index),
      bounds: index === null ? fc.constant([]) : boundsOf(INDEXES[name][index] ?? []),
      order: fc.constantFrom("asc" as const, "desc" as const, null),
      filter: fc.option(filterOf(name), { nil: null, freq: 1 }),
    }),
  ),
);

const readStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("scan" as const),
      source,
      end: fc.constantFrom(
        "collect" as const,
        "take" as const,
        "unique" as const,
        "first" as const,
        "iterate" as const,
      ),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  at.map((where) => ({ do: "get" as const, ...where })),
  fc.record({ do: fc.constant("normalize" as const), table, key, as: table }),
  fc.constant<Step>({ do: "clock" }),
);

const insertStep: fc.Arbitrary<Step> = table.chain((name) =>
  fc.record({
    do: fc.constant("insert" as const),
    table: fc.constant(name),
    key,
    fields: fieldsOf(name),
    refersTo: name === "things" ? fc.constant(null) : fc.option(at, { nil: null, freq: 3 }),
  }),
);

const changeStep: fc.Arbitrary<Step> = table.chain((name) =>
  fc.oneof(
    fc.record({
      do: fc.constant("patch" as const),
      table: fc.constant(name),
      key,
      fields: fieldsOf(name),
      unset: fc.subarray(name === "things" ? ["a", "b", "o"] : ["big", "maybe", "kind", "rank"]),
    }),
    fc.record({ do: fc.constant("replace" as const), table: fc.constant(name), key, fields: fieldsOf(name) }),
    fc.record({ do: fc.constant("delete" as const), table: fc.constant(name), key, again: fc.boolean() }),
  ),
);

const checkedStep: fc.Arbitrary<Step> = fc
  .record({
    text: fc.oneof({ weight: 6, arbitrary: fc.constant<Value>("t") }, value),
    number: optional(fc.constantFrom<Value>(1, NaN, "no")),
    big: optional(fc.constantFrom<Value>(1n, 1)),
    one: fc.constantFrom<Value>("a", 1, null, "b"),
    list: fc.array(fc.constantFrom<Value>(true, {}, { deep: new ArrayBuffer(1) }, { deep: 1 }), { maxLength: 2 }),
    answer: fc.constantFrom<Value>(1, ["s"], null, [1], "s"),
  })
  .map((args) => ({ do: "checked", args: withoutUndefined(args) }));

const steps: fc.Arbitrary<Step> = fc.letrec<{ step: Step; nested: Step }>((tie) => ({
  nested: fc.oneof(
    fc.record({
      do: fc.constant("mutation" as const),
      steps: fc.array(tie("step"), { minLength: 1, maxLength: 4 }),
      fail: nestedFailure,
      byHandle: fc.boolean(),
    }),
    fc.record({ do: fc.constant("query" as const), steps: fc.array(readStep, { minLength: 1, maxLength: 3 }) }),
  ),
  step: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 6, arbitrary: insertStep },
    { weight: 4, arbitrary: changeStep },
    { weight: 4, arbitrary: readStep },
    { weight: 1, arbitrary: checkedStep },
    { weight: 2, arbitrary: tie("nested") },
  ),
})).step;

const scheduleStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("schedule" as const),
  name: fc.constantFrom("one", "two"),
  steps: fc.array(fc.oneof(insertStep, changeStep), { maxLength: 2 }),
  fail: failure,
  cancel: fc.boolean(),
});

const writeCall: fc.Arbitrary<Call> = fc
  .tuple(fc.array(steps, { minLength: 1, maxLength: 10 }), fc.option(failure, { nil: null, freq: 1 }))
  .map(([list, fail]) => ({ call: "write", steps: fail === null ? list : [...list, { do: "throw", fail }] }));
const readCall: fc.Arbitrary<Call> = fc
  .array(readStep, { minLength: 1, maxLength: 5 })
  .map((list) => ({ call: "read", steps: list }));
const pageCall: fc.Arbitrary<Call> = fc.record({
  call: fc.constant("page" as const),
  slot: fc.integer({ min: 0, max: 1 }),
  numItems: fc.integer({ min: 1, max: 3 }),
});

/** Waits for scheduled work, one call at a time: two jobs due at the same time have no order to compare. */
const scheduling: fc.Arbitrary<Call[]> = scheduleStep.map((step) => [
  { call: "write", steps: [step] },
  { call: "settle" },
]);

export const program: fc.Arbitrary<Program> = fc.record({
  sources: fc.array(source, { minLength: 2, maxLength: 2 }),
  calls: fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: writeCall.map((call) => [call]) },
        { weight: 4, arbitrary: readCall.map((call) => [call]) },
        { weight: 6, arbitrary: pageCall.map((call) => [call]) },
        { weight: 1, arbitrary: scheduling },
      ),
      { minLength: 2, maxLength: 9 },
    )
    .map((calls) => calls.flat()),
});

function withoutUndefined(fields: Record<string, Value | undefined>): Fields {
  const present: Fields = {};
  for (const [field, item] of Object.entries(fields)) if (item !== undefined) present[field] = item;
  return present;
}
