import type { ModelEvent } from "@sendcat/shared-types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directEventsOf, readingOf, sdkEventsOf } from "../testing/reading-of.ts";

type Piece = Readonly<Record<string, unknown>>;

const chunkOf = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "gen-1", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** A stream with tool calls, one chunk per list of pieces. `null` ends it without a finish reason. */
function asking(chunks: readonly (readonly Piece[])[], finish: string | null): Uint8Array[] {
  const said = chunks.map((tool_calls) => chunkOf({ role: "assistant", content: null, tool_calls })).join("");
  const ending = finish === null ? "" : chunkOf({ content: "" }, finish);
  return [new TextEncoder().encode(`${said}${ending}data: [DONE]\n\n`)];
}

const fn = (name: string | null, text: unknown = "") => ({
  function: name === null ? { arguments: text } : { name, arguments: text },
});
const ONE = '{"query":"one"}';
const TWO = '{"query":"two {"}';
const one = ["search_web", { query: "one" }];
const two = ["search_web", { query: "two {" }];
const type = "function";
const whole = (id: string | null, text: string, index: number | null = 0) => ({
  index,
  id,
  type,
  ...fn("search_web", text),
});

/** The tool calls that must come out of odd streams. `sdk`: the AI SDK reads the same. */
const ODDITIES: readonly {
  readonly kind: string;
  readonly chunks: readonly (readonly Piece[])[];
  readonly asked: readonly unknown[];
  readonly sdk?: true;
}[] = [
  { kind: "comes in one piece", chunks: [[whole("a", ONE)]], asked: [one], sdk: true },
  { kind: "has no index", chunks: [[{ id: "a", type, ...fn("search_web") }], [fn(null, ONE)]], asked: [one] },
  {
    kind: "has its arguments as an object",
    chunks: [[{ index: 0, id: "a", type, ...fn("search_web", { query: "one" }) }]],
    asked: [one],
  },
  { kind: "has no id", chunks: [[{ index: 0, type, ...fn("search_web", ONE) }]], asked: [one], sdk: true },
  { kind: "has an empty id", chunks: [[whole("", ONE)]], asked: [one], sdk: true },
  { kind: "has null as its id", chunks: [[whole(null, ONE)]], asked: [one], sdk: true },
  {
    kind: "gets its id with its arguments",
    chunks: [[{ index: 0, type, ...fn("search_web") }], [{ index: 0, id: "a", ...fn(null, ONE) }]],
    asked: [one],
    sdk: true,
  },
  {
    kind: "gets its id last",
    chunks: [[{ index: 0, type, ...fn("search_web", ONE) }], [{ index: 0, id: "a" }]],
    asked: [one],
  },
  {
    kind: "gets its id before its name",
    chunks: [[{ index: 0, id: "a", type }], [{ index: 0, ...fn("search_web") }], [{ index: 0, ...fn(null, ONE) }]],
    asked: [one],
  },
  {
    kind: "gets its name last",
    chunks: [[{ index: 0, id: "a", ...fn(null, ONE) }], [{ index: 0, ...fn("search_web") }]],
    asked: [one],
  },
  {
    kind: "is named in every piece",
    chunks: ['{"query"', ':"one"', "}"].map((text) => [whole("a", text)]),
    asked: [one],
    sdk: true,
  },
  {
    kind: "has another id in every piece",
    chunks: ['{"query"', ':"one"', "}"].map((text, n) => [whole(`a${n}`, text)]),
    asked: [one],
    sdk: true,
  },
  {
    kind: "has empty ids and names in later pieces",
    chunks: [[whole("a", '{"query":')], [{ index: 0, id: "", ...fn("", '"one"}') }]],
    asked: [one],
    sdk: true,
  },
  {
    kind: "is followed by an empty piece",
    chunks: [[whole("a", ONE)], [{ index: 0, ...fn(null) }]],
    asked: [one],
    sdk: true,
  },
  { kind: "is followed by a piece with only its name", chunks: [[whole(null, ONE)], [whole(null, "")]], asked: [one] },
  { kind: "is sent twice", chunks: [[whole("a", ONE)], [whole("a", ONE)]], asked: [one], sdk: true },
  { kind: "has one closing bracket too many", chunks: [[whole("a", `${ONE}}`)]], asked: [one] },
  {
    kind: "begins with an empty object",
    chunks: [[whole("a", "{}")], [{ index: 0, ...fn(null, '{"query"') }], [{ index: 0, ...fn(null, ':"one"}') }]],
    asked: [one],
  },
  { kind: "has an index that starts at 1", chunks: [[whole("a", ONE, 1)]], asked: [one], sdk: true },
  { kind: "comes with another at the same index", chunks: [[whole("a", ONE)], [whole("b", TWO)]], asked: [one, two] },
  {
    kind: "comes with another at the same index, in one chunk",
    chunks: [[whole("a", ONE), whole("b", TWO)]],
    asked: [one, two],
  },
  {
    kind: "comes with another at the same index, both in pieces",
    chunks: [[whole("a", "")], [{ index: 0, ...fn(null, ONE) }], [whole("b", "")], [{ index: 0, ...fn(null, TWO) }]],
    asked: [one, two],
  },
  {
    kind: "comes with another at the same index, without ids",
    chunks: [[whole(null, ONE)], [whole(null, TWO)]],
    asked: [one, two],
  },
  {
    kind: "comes with another at the same index, without ids and in pieces",
    chunks: [[whole(null, "")], [{ index: 0, ...fn(null, ONE) }], [whole(null, "")], [{ index: 0, ...fn(null, TWO) }]],
    asked: [one, two],
  },
  {
    kind: "comes with another without index or id",
    chunks: [[whole(null, ONE, null), whole(null, TWO, null)]],
    asked: [one, two],
  },
  {
    kind: "comes with another without index, in pieces",
    chunks: [[whole("a", "", null)], [fn(null, ONE)], [whole("b", "", null)], [fn(null, TWO)]],
    asked: [one, two],
  },
  {
    kind: "comes with another, distinguished only by id",
    chunks: [
      [whole("a", ""), whole("b", "")],
      [
        { index: 0, id: "b", ...fn(null, TWO) },
        { index: 0, id: "a", ...fn(null, ONE) },
      ],
    ],
    asked: [one, two],
  },
  {
    kind: "comes with another of the same id",
    chunks: [[whole("a", ONE, 0)], [whole("a", TWO, 1)]],
    asked: [one, two],
    sdk: true,
  },
  {
    kind: "comes with another of the same id and index",
    chunks: [[whole("a", ONE)], [whole("a", TWO)]],
    asked: [one, two],
  },
  { kind: "comes with another in one arguments string", chunks: [[whole("a", ONE + TWO)]], asked: [one, two] },
  {
    kind: "comes with the same call under another id",
    chunks: [[whole("a", ONE)], [whole("b", ONE)]],
    asked: [one, one],
  },
  {
    kind: "comes with another, their pieces alternating",
    chunks: [
      [whole("a", '{"query":', 0), whole("b", '{"query":', 1)],
      [
        { index: 0, ...fn(null, '"one"}') },
        { index: 1, ...fn(null, '"two {"}') },
      ],
    ],
    asked: [one, two],
    sdk: true,
  },
  {
    kind: "comes with one of another tool at the same index",
    chunks: [[whole("a", ONE)], [{ index: 0, id: "b", type, ...fn("search_products", TWO) }]],
    asked: [one, ["search_products", { query: "two {" }]],
  },
];

const callsOf = (events: readonly ModelEvent[]) =>
  events.flatMap((event) => (event.type === "tool-call" ? [event] : []));

describe("a tool call that", () => {
  it.each(ODDITIES)("$kind is read, whatever the finish reason", async ({ chunks, asked, sdk }) => {
    for (const finish of ["tool_calls", "stop", "tool_use", null]) {
      const bytes = asking(chunks, finish);
      const events = await directEventsOf(bytes);
      expect(readingOf(events)).toMatchObject({ asked, ending: finish === "stop" ? "stop" : "tool-calls" });
      if (sdk) expect(readingOf(events)).toEqual(readingOf(await sdkEventsOf(bytes)));
      for (const { callId, name } of callsOf(events)) {
        expect(callId).not.toBe("");
        expect(events).toContainEqual({ type: "tool-call-start", callId, name });
      }
    }
  });

  it("has an id from the provider keeps it, because the provider needs it back", async () => {
    const events = await directEventsOf(asking([[whole("call_abc", ONE)], [whole("call_def", TWO)]], "tool_calls"));
    expect(callsOf(events).map(({ callId }) => callId)).toEqual(["call_abc", "call_def"]);
  });

  it("has no name makes the answer an error, not an empty answer", async () => {
    const events = await directEventsOf(asking([[{ index: 0, id: "a", type, ...fn(null, ONE) }]], "tool_calls"));
    expect(events.map(({ type }) => type)).toEqual(["error"]);
  });

  it("was cut is passed on as it is if there is a finish reason, otherwise the answer is an error", async () => {
    const cut = [[whole("a", '{"query":"on')]];
    expect(callsOf(await directEventsOf(asking(cut, "length")))).toMatchObject([{ input: '{"query":"on' }]);
    expect((await directEventsOf(asking(cut, null))).at(-1)).toMatchObject({ type: "error" });
  });

  it("is cut into any pieces is one call, with or without ids and names in each", async () => {
    const query = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ query, extra: fc.jsonValue({ maxDepth: 2 }) }), { minLength: 1, maxLength: 4 }),
        fc.record({ size: fc.integer({ min: 1, max: 9 }), index: fc.boolean(), named: fc.boolean(), id: fc.boolean() }),
        async (inputs, { size, index, named, id }) => {
          const chunks = inputs.flatMap((input, n) => {
            const text = JSON.stringify(input);
            const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
              text.slice(at * size, (at + 1) * size),
            );
            return pieces.map((piece, at) => [
              {
                index: index ? 0 : null,
                ...(id && (named || at === 0) ? { id: `call_${n}` } : {}),
                ...fn(named || at === 0 ? "search_web" : null, piece),
              },
            ]);
          });
          const { asked } = readingOf(await directEventsOf(asking(chunks, "stop")));
          // An equal call without an id of its own counts as a repeat.
          const wanted = inputs.filter((input, n) => id || JSON.stringify(input) !== JSON.stringify(inputs[n - 1]));
          expect(asked).toEqual(wanted.map((input) => ["search_web", JSON.parse(JSON.stringify(input))]));
        },
      ),
    );
  });

  it("has endless arguments is one call, and more calls than allowed make the answer an error", async () => {
    const empties = await directEventsOf(asking([[whole("a", "{}".repeat(200_000))]], "tool_calls"));
    expect(callsOf(empties)).toHaveLength(1);
    const many = Array.from({ length: 65 }, (_, n) => `{"query":"${n}"}`).join("");
    expect((await directEventsOf(asking([[whole("a", many)]], "tool_calls"))).at(-1)).toMatchObject({
      type: "error",
    });
  });
});
