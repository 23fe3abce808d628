import { describe, expect, it } from "vitest";
import { answer } from "./answer.ts";
import { CATALOGUE } from "./catalogue.ts";
import type { ChatTurn } from "./conversation.ts";

/** The assistant's reply to the last of these questions, after it has answered the others. */
function after(...questions: readonly string[]): string {
  const turns: ChatTurn[] = [];
  for (const text of questions) {
    turns.push({ role: "user", text });
    turns.push({ role: "assistant", text: answer(turns) });
  }
  return turns.at(-1)?.text ?? "";
}

const pricesIn = (reply: string) =>
  [...reply.matchAll(/\| US\$([\d,]+) \| /g)].map(([, price]) => Number(price?.replaceAll(",", "")));

describe("the demo assistant", () => {
  it.each([
    ["Noise-cancelling headphones under US$100 to Kingston", "headphones"],
    ["cheap android phone", "phone"],
    ["I want a pair of sneakers for running", "sneakers"],
    ["air fryer", "ir fryer"],
    ["blenders for peanut punch", "blender"],
    ["hurricane lanterns", "lantern"],
    ["school bags for two kids", "school bag"],
    ["stroller for my newborn", "stroller"],
    ["brake pads for a Toyota", "Brake pads"],
    ["solar panel", "solar panel"],
    ["What is the best TV for my living room?", "television"],
    ["sunscreen", "Sunscreen"],
    ["laptop for university", "laptop"],
    ["pampers size 4", "diapers"],
  ])("finds what %j asks for, with both prices, days, links and tips", (question, product) => {
    const reply = after(question);
    expect(reply.split("\n").find((line) => line.startsWith("| ["))).toContain(product);
    expect(reply).toMatch(/\| US\$[\d,]+ \| J\$[\d,]+ \| \d+–\d+ days \|/);
    expect(reply).toMatch(/\]\(https:\/\/[a-z]+\.example\.com\/p\/[a-z0-9-]+\)/);
    expect(reply).toContain("Worth knowing");
    expect(reply).toContain("**estimate**");
  });

  it("always says it is a demo, and never links to a real shop", () => {
    for (const question of ["hello", "what can you do", "phone", "how much duty?", "zzz", "", "how long is delivery"]) {
      const reply = after(question);
      expect(reply).toContain("demo assistant");
      expect(reply.replaceAll(/https:\/\/[a-z]+\.example\.com\//g, "")).not.toMatch(/https?:/);
    }
  });

  it("keeps to a budget, in either dollar", () => {
    expect(Math.max(...pricesIn(after("headphones under $60")))).toBeLessThanOrEqual(60);
    expect(Math.max(...pricesIn(after("laptop under J$60,000")))).toBeLessThanOrEqual(375);
    expect(after("air conditioner under US$20")).toContain("Raise the limit");
  });

  it("answers follow-up questions", () => {
    const first = pricesIn(after("air fryer"));
    const cheaper = pricesIn(after("air fryer", "cheaper?"));
    expect(Math.max(...cheaper)).toBeLessThan(first.reduce((sum, price) => sum + price, 0) / first.length);
    const [better] = pricesIn(after("air fryer", "Something better please"));
    expect(better).toBeGreaterThanOrEqual(Math.max(...first));
    expect(pricesIn(after("phone", "more"))).not.toEqual(pricesIn(after("phone")));
    expect(after("air fryer", "how long does delivery take?")).toMatch(/fryer.*business days/);
    expect(after("air fryer", "how much duty?")).toContain("Landed in Kingston");
    expect(after("power bank", "what about duty?")).toContain("power bank");
    expect(after("phone", "and to Nassau?")).toContain("Landed in Nassau");
    expect(after("shoes", "tell me about the second one")).toContain("Slip-resistant work shoes");
    expect(pricesIn(after("Compare three air fryers under J$25,000"))).toHaveLength(3);
    expect(after("air fryer", "thanks!")).toContain("welcome");
  });

  it.each([
    ["phone to Port of Spain", "TT$"],
    ["phone, I live in Bridgetown", "Bds$"],
    ["phone to Nassau", "B$"],
    ["phone to Montego Bay", "J$"],
  ])("prices %j in the local currency, and does not say that it assumed the place", (question, sign) => {
    expect(after(question)).toContain(`| ${sign}`);
    expect(after(question)).not.toContain("I assume");
  });

  it("takes the place from the connection, and says that it is an assumption", () => {
    const system = "The shopper's connection is in TT (ISO country code); ask before you rely on it.";
    const reply = answer([
      { role: "system", text: system },
      { role: "user", text: "phone" },
    ]);
    expect(reply).toContain("I assume delivery to **Port of Spain, Trinidad and Tobago**");
  });

  it("says so when it does not know something", () => {
    expect(after("Explain quantum entanglement")).toContain("found nothing in my catalogue");
    expect(after("phone", "Explain quantum entanglement")).toContain("what we looked at before");
  });

  it("answers the same question the same way, as load tests need", () => {
    expect(after("phone", "cheaper?")).toBe(after("phone", "cheaper?"));
  });
});

describe("the catalogue", () => {
  it("has a valid catalogue", () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(150);
    expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length);
    for (const { name, category, priceUsd, weightKg, merchant, tags } of CATALOGUE) {
      expect(name + category).not.toMatch(/[|[\]\n]/);
      expect(priceUsd).toBeGreaterThan(0);
      expect(weightKg).toBeGreaterThan(0);
      expect(["marketplace", "retailer", "brand", "global"]).toContain(merchant);
      expect(tags.every((tag) => tag === tag.toLowerCase())).toBe(true);
    }
  });
});
