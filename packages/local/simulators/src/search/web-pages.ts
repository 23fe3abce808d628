export interface SimulatedPage {
  readonly title: string;
  readonly link: string;
  readonly snippet: string;
  readonly date?: string;
}

const SOURCES = [
  [
    "customs.example.com",
    "Import duty and GCT on",
    "What is charged at the port, with the tariff headings and worked examples.",
  ],
  [
    "shipping.example.com",
    "Freight rates for",
    "Air and sea rates from Miami to Kingston and Montego Bay, by the pound.",
  ],
  [
    "reviews.example.com",
    "The best",
    "Tested side by side for price, build and how well each survives salt air and outages.",
  ],
  ["consumer.example.com", "Buying guide:", "What to look for, what to avoid, and your rights when it arrives broken."],
  [
    "forum.example.com",
    "Anybody bought",
    "Shoppers across the islands compare what they paid landed, and how long it took.",
  ],
  ["news.example.com", "Prices of", "How the exchange rate and freight surcharges moved shelf prices this season."],
] as const;

/** Made-up pages for any query; the same query gives the same pages. */
export function findPages(query: string, limit: number): SimulatedPage[] {
  return SOURCES.slice(0, limit).map(([site, lead, snippet], n) => ({
    title: `${lead} ${query}`,
    link: `https://${site}/${encodeURIComponent(query.toLowerCase().replaceAll(/[^a-z0-9]+/gi, "-"))}`,
    snippet,
    ...(n % 2 === 0 ? { date: `Nov ${10 + n}, 2026` } : {}),
  }));
}
