import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlainText, readCompletionChunk } from "./completion-chunk.ts";
import { ContentTemplate } from "./content-template.ts";

/** What JSON.parse makes of a chunk: its text when it says nothing else. */
function parsed(json: string): string | null {
  try {
    const chunk = readCompletionChunk(JSON.parse(json));
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
  { note: words, content: words, finish_reason: fc.constantFrom(null, undefined, "stop") },
  { requiredKeys: [] },
);

/** Chunks in the shapes providers send and in shapes none does, their fields in any order. */
const chunk = fc.tuple(words, odd, odd, odd, fc.nat(3)).map(([content, top, choice, delta, order]) => {
  const inner = order % 2 === 0 ? { ...delta, content } : { content, ...delta };
  const choices = [{ index: 0, ...choice, delta: inner }];
  return JSON.stringify(order < 2 ? { ...top, choices } : { choices, ...top });
});

const mutation = fc.tuple(fc.nat(), fc.nat(4), words);

describe("the content template", () => {
  it("never gives anything but what JSON.parse gives", () => {
    fc.assert(
      fc.property(chunk, fc.array(fc.tuple(words, fc.option(mutation)), { maxLength: 6 }), (example, later) => {
        const template = new ContentTemplate();
        if (parsed(example) !== null) template.learn(example);
        for (const [content, change] of later) {
          // The example with another word in its place, raw or escaped, sometimes damaged.
          let json = example.replace(/"content":"(?:[^"\\]|\\.)*"/, () => `"content":${JSON.stringify(content)}`);
          if (change) {
            const at = change[0] % (json.length + 1);
            json = json.slice(0, at) + change[2] + json.slice(at + change[1]);
          }
          const text = template.match(json);
          if (text !== null) expect(text).toBe(parsed(json));
        }
      }),
    );
  });

  it("takes the common case: otherwise every token costs a parse", () => {
    const say = (content: string) =>
      `{"id":"g","choices":[{"index":0,"delta":{"role":"assistant","content":${JSON.stringify(content)}},"finish_reason":null}]}`;
    const template = new ContentTemplate();
    template.learn(say("Kingston"));
    for (const text of ["", " and", " Montego Bay", "| J$4,500 |\n", '"quoted"', "\\", "🌀 café"]) {
      expect(template.match(say(text))).toBe(text);
    }
  });

  it("learns nothing from a chunk whose text stands somewhere it cannot prove", () => {
    const template = new ContentTemplate();
    template.learn('{"content":"a","choices":[{"delta":{"content" : "b"}}]}');
    expect(template.match('{"content":"z","choices":[{"delta":{"content" : "b"}}]}')).toBeNull();
  });
});
