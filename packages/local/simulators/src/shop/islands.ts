/** A delivery place. All figures are the demo's assumptions, and every answer that uses them says so. */
export interface Destination {
  readonly place: string;
  readonly country: string;
  /** ISO 3166 country code. */
  readonly code: string;
  readonly currency: string;
  /** Units of `currency` for one US dollar. */
  readonly perUsd: number;
  readonly taxName: string;
  readonly taxRate: number;
  /** Business days from Miami to pickup there, customs included. */
  readonly daysFromMiami: readonly [number, number];
  readonly words: readonly string[];
}

const jamaica = { country: "Jamaica", code: "JM", currency: "JMD", perUsd: 160, taxName: "GCT", taxRate: 0.15 };

export const KINGSTON: Destination = {
  ...jamaica,
  place: "Kingston",
  daysFromMiami: [3, 5],
  words: ["kingston", "jamaica", "portmore", "spanish town", "jmd"],
};

export const DESTINATIONS: readonly Destination[] = [
  KINGSTON,
  { ...jamaica, place: "Montego Bay", daysFromMiami: [4, 6], words: ["montego bay", "mobay", "st james"] },
  { ...jamaica, place: "Mandeville", daysFromMiami: [4, 7], words: ["mandeville", "may pen", "ocho rios", "negril"] },
  {
    place: "Port of Spain",
    country: "Trinidad and Tobago",
    code: "TT",
    currency: "TTD",
    perUsd: 6.8,
    taxName: "VAT",
    taxRate: 0.125,
    daysFromMiami: [4, 7],
    words: ["port of spain", "trinidad", "tobago", "san fernando", "chaguanas", "ttd"],
  },
  {
    place: "Bridgetown",
    country: "Barbados",
    code: "BB",
    currency: "BBD",
    perUsd: 2,
    taxName: "VAT",
    taxRate: 0.175,
    daysFromMiami: [4, 7],
    words: ["bridgetown", "barbados", "bajan", "bbd"],
  },
  {
    place: "Nassau",
    country: "The Bahamas",
    code: "BS",
    currency: "BSD",
    perUsd: 1,
    taxName: "VAT",
    taxRate: 0.1,
    daysFromMiami: [2, 4],
    words: ["nassau", "bahamas", "freeport", "bsd"],
  },
  {
    place: "Georgetown",
    country: "Guyana",
    code: "GY",
    currency: "GYD",
    perUsd: 209,
    taxName: "VAT",
    taxRate: 0.14,
    daysFromMiami: [5, 9],
    words: ["georgetown", "guyana", "gyd"],
  },
  {
    place: "Castries",
    country: "Saint Lucia",
    code: "LC",
    currency: "XCD",
    perUsd: 2.7,
    taxName: "VAT",
    taxRate: 0.125,
    daysFromMiami: [5, 8],
    words: ["castries", "saint lucia", "st lucia", "xcd"],
  },
];

/** The place named last in the texts (newest text first), else the connection's country, else Kingston. */
export function findDestination(
  textsNewestFirst: readonly string[],
  countryCode: string | null,
): { readonly destination: Destination; readonly assumed: boolean } {
  for (const text of textsNewestFirst) {
    const words = ` ${text
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, " ")
      .trim()} `;
    let [found, at]: [Destination | null, number] = [null, -1];
    for (const destination of DESTINATIONS) {
      for (const word of destination.words) {
        const index = words.lastIndexOf(` ${word} `);
        if (index > at) [found, at] = [destination, index];
      }
    }
    if (found) return { destination: found, assumed: false };
  }
  const byCountry = DESTINATIONS.find(({ code }) => code === countryCode);
  return { destination: byCountry ?? KINGSTON, assumed: true };
}
