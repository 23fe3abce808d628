import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { AnswerText } from "./answer-text.tsx";
import { isCostly } from "./is-costly.ts";
import { Markdown } from "./markdown.tsx";
import { MARKDOWN } from "./markdown-module.ts";
import { splitBlocks } from "./split-blocks.ts";

/** The longest answer that is stored has 300,000 characters. */
const CHARS = 200_000;
const of = (unit: string) => (chars: number) => unit.repeat(Math.ceil(chars / unit.length)).slice(0, chars);
const head = (columns: number) => `${"|a".repeat(columns)}\n${"|-".repeat(columns)}\n`;

const SHAPES: Readonly<Record<string, (chars: number) => string>> = {
  "a table of many columns with short rows": (chars) => head(Math.floor(chars / 8)) + of("|a\n")(chars / 2),
  "a table as wide as it is long": (chars) => head(Math.floor(Math.sqrt(chars))) + of("|a\n")(chars / 2),
  "a long table": (chars) => head(3) + of("|a|b|c\n")(chars),
  "bars that are no table": of("|a"),
  "brackets that open": of("["),
  "brackets that open and close": of("[a]"),
  links: of("[a](b)"),
  "pictures in pictures": of("![a](b"),
  "uses of one footnote": (chars) => `${of("[^1]")(chars)}\n\n[^1]: note`,
  "definitions of links": of("[d]: /u\n"),
  "runs of stars": of("*a_b"),
  "strikethrough that only opens": of("~~a "),
  "runs of backticks": of("`a``b"),
  "tags that only open": of("<"),
  "names of characters": of("&"),
  addresses: of("<http://a.b>"),
  "mail addresses": of("a@b.c "),
  "one list": of("- a\n"),
  "one quote": of("> a\n"),
  "escaped characters": of("\\*"),
};

const shown = (text: string): string => renderToString(createElement(AnswerText, { text, isStreaming: false }));

function cpuMs(text: string): number {
  const from = process.cpuUsage();
  renderToString(createElement(Markdown, { text, isStreaming: false }));
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}

/** The longest text of a shape that is still formatted, within some hundred characters. */
function longestFormatted(make: (chars: number) => string): number {
  let [from, to] = [100, CHARS];
  while (to - from > 200) {
    const middle = Math.floor((from + to) / 2);
    if (isCostly(make(middle))) to = middle;
    else from = middle;
  }
  return from;
}

describe("a text that would take long to format", () => {
  beforeAll(async () => await MARKDOWN.load());

  it.each(Object.entries(SHAPES))("is shown as plain text, whole: %s", (_, make) => {
    const text = make(CHARS);
    expect(isCostly(text)).toBe(true);
    const html = shown(text);
    expect(html.startsWith('<div class="answer whitespace-pre-wrap">')).toBe(true);
    expect(html).toContain(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  });

  it("is none of the answers that people get: these stay formatted", () => {
    const rows = (count: number, row: string) => row.repeat(count);
    for (const text of [
      of("It costs *about* J$5,000 [at this shop](https://shop.example.com), with duty.\n\n")(CHARS),
      of("The quick brown fox jumps over the lazy dog. ")(CHARS),
      head(8) + rows(100, "| Ninja AF101 | $89.99 | J$14,400 | **4.7** | new | US | [link](https://a.example) | 3 |\n"),
      rows(200, "- [An air fryer](https://shop.example.com/item/1) for **$89.99**\n"),
      `\`\`\`js\n${rows(300, "const total = items.map(({ price }) => price * 1.15);\n")}\`\`\``,
    ].map((text) => text.slice(0, CHARS)))
      expect([text.slice(0, 40), isCostly(text)]).toEqual([text.slice(0, 40), false]);
    expect(shown("**bold**")).toContain("<strong>");
  });

  it.each(["brackets that open and close", "a table of many columns with short rows", "runs of stars", "one list"])(
    "is bounded before its time grows with the square of its length: %s",
    { timeout: 120_000 },
    (name) => {
      const make = SHAPES[name] ?? expect.fail();
      const chars = longestFormatted(make);
      cpuMs(make(chars));
      // The floor is larger than what a compiler or a collector adds.
      expect(cpuMs(make(chars))).toBeLessThan(3 * cpuMs(make(chars / 2)) + 300);
    },
  );

  it("has few blocks, however short its paragraphs are, and those that are finished stay the same", () => {
    const text = of("Yes.\n\n")(20_000);
    const blocks = splitBlocks(text);
    expect(blocks.join("")).toBe(text);
    expect(blocks.length).toBeLessThan(12);
    expect(splitBlocks(text + text).slice(0, blocks.length - 1)).toEqual(blocks.slice(0, -1));
  });
});
