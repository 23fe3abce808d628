import type { Destination } from "./islands.ts";
import { assumptions, costBreakdown } from "./assumptions.ts";
import { understand, type ChatTurn, type Understanding } from "./conversation.ts";
import { deliveryDays } from "./delivery-days.ts";
import { MERCHANTS } from "./merchants.ts";
import { money } from "./money.ts";
import { offerTable } from "./offer-table.ts";
import { pickProducts } from "./pick-products.ts";
import type { Merchant, Product } from "./product.ts";
import { abilities, greeting, nothingAsked, welcome } from "./small-talk.ts";
import { tips } from "./tips.ts";

const DEMO_LINE = "_I am Sendcat's demo assistant: the products and prices are samples, not offers._";

/** The demo assistant's reply, as Markdown. The same conversation gives the same reply. */
export function answer(turns: readonly ChatTurn[]): string {
  const understanding = understand(turns);
  return `${body(understanding)}\n\n${DEMO_LINE}`;
}

function body(understanding: Understanding): string {
  const { intent, namesGoods, namesPlace, topic, question, picked } = understanding;
  if (question.trim() === "") return nothingAsked();
  if (namesGoods) return intent === "costs" ? costsOf(understanding) : offers(understanding);
  if (intent === "greeting") return greeting();
  if (intent === "thanks") return welcome();
  if (intent === "abilities") return abilities();
  if (intent === "delivery") return topic === null ? deliveryInGeneral(understanding) : deliveryOf(understanding);
  if (intent === "costs") return topic === null ? costsInGeneral(understanding) : costsOf(understanding);
  if (topic === null) return unknown(understanding);
  if (picked !== null) return costsOf(understanding);
  return intent === "products" && !namesPlace ? unknown(understanding) : offers(understanding);
}

function unknown({ topic }: Understanding): string {
  const back =
    topic === null ? "" : " If you meant what we looked at before, ask for *cheaper*, *better*, *delivery* or *duty*.";
  return [
    `I found nothing in my catalogue for that.${back}`,
    "Things I do know: **phones, headphones, laptops, televisions, sneakers, school bags, air fryers, blenders, hurricane lanterns, solar, baby items, car parts, beauty, tools, toys** and home goods. Which of these is nearest?",
  ].join("\n\n");
}

function opening({ intent, budgetUsd, destination, assumed }: Understanding, products: readonly Product[]): string {
  const count = products.length === 1 ? "one option" : `${products.length} options`;
  const what = {
    cheaper: `Here ${products.length === 1 ? "is" : "are"} ${count} that cost less`,
    better: `Going up a class, here ${products.length === 1 ? "is" : "are"} ${count}`,
    more: `Here ${products.length === 1 ? "is" : "are"} ${count} more`,
  };
  const lead = intent === "cheaper" || intent === "better" || intent === "more" ? what[intent] : `I found ${count}`;
  const budget =
    budgetUsd === undefined
      ? ""
      : ` that ${products.length === 1 ? "lands" : "land"} for ${limit(budgetUsd, destination)} or less`;
  const where = assumed
    ? ` I assume delivery to **${destination.place}, ${destination.country}**; tell me if you are elsewhere.`
    : ` Delivery is to **${destination.place}**.`;
  return `${lead}${budget}.${where}`;
}

function offers(understanding: Understanding): string {
  const products = pickProducts(understanding);
  const { destination, budgetUsd } = understanding;
  const [first] = products;
  if (!first && understanding.intent === "more") {
    return "That was everything I have of this kind. Name another product, or ask what any of these cost landed.";
  }
  if (!first) {
    return `Nothing in my catalogue fits ${budgetUsd === undefined ? "that" : `a limit of ${limit(budgetUsd, destination)} landed`}. Raise the limit a little, or name another product.`;
  }
  return [
    opening(understanding, products),
    offerTable(products, destination),
    `**Worth knowing**\n\n${tips(first.category, destination)
      .map((tip) => `- ${tip}`)
      .join("\n")}`,
    assumptions(destination),
  ].join("\n\n");
}

function deliveryOf(understanding: Understanding): string {
  const products = pickProducts({ ...understanding, intent: "products" });
  const { destination } = understanding;
  const lines = products.map((product) => {
    const [fastest, slowest] = deliveryDays(product, destination);
    return `| ${product.name} | ${MERCHANTS[product.merchant].label} | ${fastest}–${slowest} business days |`;
  });
  return [
    `To **${destination.place}**, from the day you order:`,
    ["| Product | Sold by | Delivery |", "|---|---|---|", ...lines].join("\n"),
    `That is the seller's time to Miami plus ${destination.daysFromMiami.join("–")} business days for the flight, customs and the counter (assumed). Sea freight is cheaper for heavy parcels and adds 7–14 days.`,
  ].join("\n\n");
}

function deliveryInGeneral({ destination }: Understanding): string {
  // safe because MERCHANTS has exactly the keys of Merchant
  const lines = (Object.keys(MERCHANTS) as Merchant[]).map((merchant) => {
    const { label, daysToMiami } = MERCHANTS[merchant];
    const [fastest, slowest] = [
      daysToMiami[0] + destination.daysFromMiami[0],
      daysToMiami[1] + destination.daysFromMiami[1],
    ];
    return `| ${label} | ${daysToMiami.join("–")} | ${fastest}–${slowest} business days |`;
  });
  return [
    `Delivery to **${destination.place}** usually takes:`,
    ["| Sold by | Days to Miami | In your hands |", "|---|---|---|", ...lines].join("\n"),
    "Name a product and I will be more precise.",
  ].join("\n\n");
}

function costsOf(understanding: Understanding): string {
  const products = pickProducts({ ...understanding, intent: "products" });
  const product = products[understanding.picked ?? 0] ?? products[0];
  if (!product) return costsInGeneral(understanding);
  const { destination } = understanding;
  return [
    `This is how I get from the shop's price to what you pay in **${destination.place}**:`,
    costBreakdown(product, destination),
    assumptions(destination),
  ].join("\n\n");
}

function costsInGeneral({ destination }: Understanding): string {
  return [
    "The landed cost is what you have paid when the parcel is in your hands:",
    `1. **CIF** = item price + insurance + freight\n2. **Duty** = a share of CIF that depends on the goods\n3. **${destination.taxName}** = a share of CIF plus duty\n4. **Landed** = all of them together`,
    assumptions(destination),
    "Name a product and I will do the sum for it.",
  ].join("\n\n");
}

/** A limit in the user's own currency. */
function limit(budgetUsd: number, { currency, perUsd }: Destination): string {
  return money(budgetUsd * perUsd, currency);
}
