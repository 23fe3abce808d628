import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlainText, readCompletionChunk } from "./completion-chunk.ts";
import { ContentTemplate } from "./content-template.ts";

/** How a reader of this choice reads a chunk with JSON.parse: its text if it contains only text, otherwise null. */
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
const picture = { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } };
const citation = { url_citation: { url: "https://example.com/duty", title: "Duty" } };
/** Fields that mean something in one place of a chunk and nothing in others. */
const odd = fc.record(
  {
    note: words,
    content: words,
    refusal: words,
    text: words,
    reasoning: words,
    reasoning_content: words,
    thinking: words,
    reasoning_details: fc.constantFrom([], [{ type: "reasoning.encrypted", data: "eA" }], [{ type: "reasoning.text" }]),
    function_call: fc.constantFrom(null, { name: "search_web" }),
    images: fc.constantFrom([], [picture]),
    annotations: fc.constantFrom([], [citation]),
    citations: fc.constantFrom(null, ["https://example.com/duty"]),
    error: fc.constantFrom(null, "", { message: "", code: null }, { message: "slow", code: 429 }, "rate limited"),
    errors: fc.constantFrom([], [{ message: "slow" }]),
    message: fc.constantFrom("fine", "Rate limit exceeded"),
    code: fc.constantFrom(0, 429),
    finish_reason: fc.constantFrom(null, undefined, "", "null", "stop"),
  },
  { requiredKeys: [] },
);
const index = fc.constantFrom<unknown>(0, 0, 1, "0", "1", null, undefined);
/** Another choice, before or after the one that is read. */
const other = fc.record({ index, delta: fc.record({ content: words }) });

/** Chunks in shapes that providers send and in shapes that none sends, with fields in any order. */
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
    form: fc.constantFrom("text", "text", "parts", "texts", "part", "output", "mixed"),
    said: fc.constantFrom("delta", "delta", "message"),
  })
  .map(({ content, top, choice, delta, order, index, others, object, form, said }) => {
    const written = {
      text: content,
      parts: [{ type: "text", text: content }],
      texts: [content, content],
      part: { type: "text", text: content },
      output: [{ type: "output_text", text: content }],
      mixed: [{ type: "text", text: content }, { type: "thinking", thinking: content }, picture],
    }[form];
    const inner = order % 2 === 0 ? { ...delta, content: written } : { content: written, ...delta };
    const mine = { index, ...choice, [said]: inner };
    const choices = order % 2 === 0 ? [mine, ...others] : [...others, mine];
    return JSON.stringify(order < 2 ? { ...top, object, choices } : { choices, ...top, object });
  });

const mutation = fc.tuple(fc.nat(), fc.nat(4), words);

/** The choice that a reader follows after this chunk. */
function choiceAfter(json: string, before: string | null): string | null {
  const read = readCompletionChunk(JSON.parse(json), before);
  return before ?? (read && read.text !== "" ? read.choice : null);
}

describe("the content template", () => {
  it("gives the same text as JSON.parse or none, even if another choice is known later", () => {
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
            // The example with another text in its place, raw or escaped, sometimes damaged.
            let json = example.replace(/"content":"(?:[^"\\]|\\.)*"/, () => `"content":${JSON.stringify(content)}`);
            if (change) {
              const at = change[0] % (json.length + 1);
              json = json.slice(0, at) + change[2] + json.slice(at + change[1]);
            }
            const text = template.match(json);
            if (text === null) continue;
            expect(text).toBe(parsed(json, choice));
            // A reader that knows no index yet may learn one from a later chunk.
            if (choice === null) for (const known of ["0", "1"]) expect(text).toBe(parsed(json, known));
          }
        },
      ),
    );
  });

  it("matches common chunks: otherwise every token would cost a JSON.parse", () => {
    const say = (content: string) =>
      `{"id":"g","choices":[{"index":0,"delta":{"role":"assistant","content":${JSON.stringify(content)}},"finish_reason":null}]}`;
    const template = new ContentTemplate();
    template.learn(say("Kingston"), "0");
    for (const text of ["", " and", " Montego Bay", "| J$4,500 |\n", '"quoted"', "\\", "🌀 café"]) {
      expect(template.match(say(text))).toBe(text);
    }
  });

  it("learns nothing from a chunk if it cannot prove where the text is", () => {
    const template = new ContentTemplate();
    template.learn('{"content":"a","choices":[{"delta":{"content" : "b"}}]}', null);
    expect(template.match('{"content":"z","choices":[{"delta":{"content" : "b"}}]}')).toBeNull();
  });
});
