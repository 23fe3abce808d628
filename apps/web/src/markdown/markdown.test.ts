import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown.tsx";

/** The length of a long answer; each example nests as deep as this length allows. */
const CHARS = 16_000;
const fill = (unit: string): string => `${unit.repeat(Math.floor(CHARS / unit.length))}x`;
const around = (before: string, after: string): string => {
  const count = Math.floor(CHARS / (before.length + after.length));
  return `${before.repeat(count)}x${after.repeat(count)}`;
};
const lines = (line: (n: number) => string, count: number): string =>
  Array.from({ length: count }, (_, n) => line(n)).join("\n");

const DEEP: readonly (readonly [name: string, text: string])[] = [
  ["lists in one line", fill("- ")],
  ["lists with nothing in them", "- ".repeat(1_500)],
  ["lists of stars", fill("* * ")],
  ["lists by tabs", fill("-\t")],
  ["numbered lists", fill("1. ")],
  ["lists by indentation", lines((n) => `${" ".repeat(2 * n)}- x`, 120)],
  ["quotes", fill("> ")],
  ["lines of quotes", lines(() => `${"> ".repeat(200)}x`, 40)],
  ["lists in quotes", fill("> - 1. ")],
  ["footnotes in footnotes", `x[^1]\n\n${fill("[^1]: ")}`],
  ["brackets", fill("[")],
  ["brackets that only close", fill("]")],
  ["pictures in pictures", around("![", "](x)")],
  ["links in links", around("[", "](x)")],
  ["emphasis that only opens", fill("*a ")],
  ["emphasis that only closes", fill("a* ")],
  ["emphasis in emphasis", around("*a ", "b* ")],
  ["bold in bold", around("**a ", "b** ")],
  ["strikethrough in strikethrough", around("~~a ", "b~~ ")],
  ["stars", around("*", "*")],
  ["elements in elements", around("<div>", "</div>")],
  ["elements in a sentence", `a ${around("<b>", "</b>")}`],
  ["elements by paragraph", fill("<div>\n\n")],
];

const rendered = (text: string, isStreaming = false): string =>
  renderToString(createElement(Markdown, { text, isStreaming }));

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");

/** How deep the elements of a page are nested. */
function depthOf(html: string): number {
  let [depth, most] = [0, 0];
  for (const [tag] of html.matchAll(/<\/?[a-z][^>]*>/g)) {
    if (tag.startsWith("</")) depth -= 1;
    else if (!tag.endsWith("/>")) most = Math.max(most, ++depth);
  }
  return most;
}

describe("an answer's markdown", () => {
  it.each(DEEP)("is shown even when it nests very deep: %s", { timeout: 120_000 }, (_, text) => {
    const html = rendered(text);
    expect(html).toContain('class="');
    // The renderer takes a few stack frames for each level.
    expect(depthOf(html)).toBeLessThan(400);
    expect(depthOf(rendered(text, true))).toBeLessThan(400);
  });

  it("keeps every word of text that nests too deep", () => {
    const words = Array.from({ length: 600 }, (_, n) => `w${n}`);
    for (const marker of ["- ", "> ", "*", "[", "~~", "<i>"]) {
      const html = rendered(words.map((word) => `${marker}${word} `).join(""));
      expect(words.filter((word) => !html.includes(word))).toEqual([]);
    }
  });

  it.each([
    '<div id="composer" style="position:fixed">Sign in again</div>',
    'before <a href="https://phish.example" id="top">here</a> after',
    "<details open><summary>Price</summary>J$5</details>",
    '<form action="https://phish.example"><input name="password"></form>',
    "<script>alert(1)</script>",
    '<img src="https://tracker.example/pixel.gif">',
    "<!-- a comment -->",
    "<?php echo 1 ?>",
    "<![CDATA[ x ]]>",
  ])("shows HTML as text, during the stream and after it: %s", (text) => {
    // An address in the text is still a link to itself.
    const isHtml = /<(div id|details|form|script|img|input)[ >]| id="/;
    for (const around of [text, `A question: ${text}`, `- ${text}`, `| a |\n| - |\n| ${text} |`]) {
      for (const html of [rendered(around), rendered(around, true)]) {
        expect(html).not.toMatch(isHtml);
        // Said of a link whose address is not one.
        expect(textOf(html).replaceAll(" [blocked]", "")).toContain(text);
      }
    }
    for (let end = 1; end < text.length; end += 7) expect(rendered(text.slice(0, end), true)).not.toMatch(isHtml);
  });

  it("breaks a line where a table's cell says so", () => {
    expect(rendered("| a |\n| - |\n| one<br>two<BR/>three |")).toMatch(
      /one<br\/>\s*(<!-- -->)?two<br\/>\s*(<!-- -->)?three/,
    );
    expect(rendered("`<br>`")).toContain("&lt;br&gt;");
  });

  it.each([
    "J$5,000~J$6,000 or J$7,000~J$8,000",
    "US$20*1.2 and US$30*1.2",
    "So 1.15*(20+5) and 20*$3",
    "$5 and $10, $$",
  ])("shows amounts unchanged, during the stream and after it: %s", (text) => {
    for (let end = 1; end <= text.length; end += 1) {
      const html = rendered(text.slice(0, end), true);
      expect(html).not.toMatch(/<(em|strong|del|span)\b/);
      expect(html.replaceAll(/<[^>]*>/g, "")).toBe(text.slice(0, end).trimEnd());
    }
    expect(rendered(text)).toContain(`<p>${text}</p>`);
  });

  it("shows code unchanged, whether its block is closed or not", () => {
    expect(rendered("```js\nconst total = 20*$3;\n```")).toContain("20*$3");
    expect(rendered("```js\nconst total = 20*$3;", true)).toContain("20*$3");
    expect(rendered("It is `20*$3`", true)).toContain("<code>20*$3</code>");
  });
});
