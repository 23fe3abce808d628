import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlainText, readCompletionChunk } from "./completion-chunk.ts";
import { ContentTemplate } from "./content-template.ts";

/** What JSON.parse makes of a chunk, for who reads this choice: its text when it says nothing else. */
function parsed(json: string, choice: string | null): string | null {
  try {
    const chunk = readCompletionChunk(JSON.parse(json), choice);
    return chunk && isPlainText(chunk) ? chunk.text : null;
  } catch {
    return null;
  }
}

const words = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom('"', "\\", "\n", "u", "0", "{", "}", "[", "]", ",", ":", "\u0000", "\ud83d", "é"),
  }),
  fc.constantFrom('"content":"', '","content":"', '\\"', "\\u0022", '"}}],"usage":{"cost":1},"x":[{"y":{"z":"'),
);
const odd = fc.record(
  { note: words, content: words, refusal: words, finish_reason: fc.constantFrom(null, undefined, "stop") },
  { requiredKeys: [] },
);
const index = fc.constantFrom<unknown>(0, 0, 1, "0", "1", null, undefined);
/** A choice of nobody's, before or after the one that speaks. */
const other = fc.record({ index, delta: fc.record({ content: words }) });

/** Chunks in the shapes providers send and in shapes none does, their fields in any order. */
const chunk = fc
  .record({
    content: words,
    top: odd,
    choice: odd,
    delta: odd,
    order: fc.nat(3),
    index,
    others: fc.array(other, { maxLength: 2 }),
    object: fc.constantFrom(undefined, undefined, "chat.completion.chunk", "chat.completion"),
    form: fc.constantFrom("text", "text", "parts", "texts"),
    said: fc.constantFrom("delta", "delta", "message"),
  })
  .map(({ content, top, choice, delta, order, index, others, object, form, said }) => {
    const written = { text: content, parts: [{ type: "text", text: content }], texts: [content, content] }[form];
    const inner = order % 2 === 0 ? { ...delta, content: written } : { content: written, ...delta };
    const mine = { index, ...choice, [said]: inner };
    const choices = order % 2 === 0 ? [mine, ...others] : [...others, mine];
    return JSON.stringify(order < 2 ? { ...top, object, choices } : { choices, ...top, object });
  });

const mutation = fc.tuple(fc.nat(), fc.nat(4), words);

/** The choice of a reader who has read this first. */
function choiceAfter(json: string, before: string | null): string | null {
  const read = readCompletionChunk(JSON.parse(json), before);
  return before ?? (read && read.text !== "" ? read.choice : null);
}

describe("the content template", () => {
  it("never gives anything but what JSON.parse gives, then and once another choice is known", () => {
    fc.assert(
      fc.property(
        chunk,
        fc.constantFrom(null, null, "0", "1"),
        fc.array(fc.tuple(words, fc.option(mutation)), { maxLength: 6 }),
        (example, before, later) => {
          const template = new ContentTemplate();
          const choice = choiceAfter(example, before);
          const said = parsed(example, choice);
          if (said !== null && said !== "") template.learn(example, choice);
          for (const [content, change] of later) {
            // The example with another word in its place, raw or escaped, sometimes damaged.
            let json = example.replace(/"content":"(?:[^"\\]|\\.)*"/, () => `"content":${JSON.stringify(content)}`);
            if (change) {
              const at = change[0] % (json.length + 1);
              json = json.slice(0, at) + change[2] + json.slice(at + change[1]);
            }
            const text = template.match(json);
            if (text === null) continue;
            expect(text).toBe(parsed(json, choice));
            // Who has read no index yet may learn one from a later chunk.
            if (choice === null) for (const known of ["0", "1"]) expect(text).toBe(parsed(json, known));
          }
        },
      ),
    );
  });

  it("takes the common case: otherwise every token costs a parse", () => {
    const say = (content: string) =>
      `{"id":"g","choices":[{"index":0,"delta":{"role":"assistant","content":${JSON.stringify(content)}},"finish_reason":null}]}`;
    const template = new ContentTemplate();
    template.learn(say("Kingston"), "0");
    for (const text of ["", " and", " Montego Bay", "| J$4,500 |\n", '"quoted"', "\\", "🌀 café"]) {
      expect(template.match(say(text))).toBe(text);
    }
  });

  it("learns nothing from a chunk whose text stands somewhere it cannot prove", () => {
    const template = new ContentTemplate();
    template.learn('{"content":"a","choices":[{"delta":{"content" : "b"}}]}', null);
    expect(template.match('{"content":"z","choices":[{"delta":{"content" : "b"}}]}')).toBeNull();
  });
});
