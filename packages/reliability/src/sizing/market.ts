/** Public figures about a market, as published; nothing in this file is our assumption. */
export interface MarketFact {
  readonly what: string;
  readonly value: string;
  readonly source: string;
}

export interface Country {
  readonly code: string;
  readonly name: string;
  /** Bought something online in the past year, % of people aged 15 and over, 2021 (World Bank `fin26b`); null where none is published. */
  readonly boughtOnlinePercent: number | null;
  /** Individuals using the internet, % (World Bank `IT.NET.USER.ZS`). */
  readonly internetPercent: number;
  readonly age15Plus: number;
}

export const COUNTRIES: readonly Country[] = [
  { code: "JAM", name: "Jamaica", boughtOnlinePercent: 16.06, internetPercent: 82.36, age15Plus: 2_268_783 },
  { code: "TTO", name: "Trinidad and Tobago", boughtOnlinePercent: null, internetPercent: 84.37, age15Plus: 1_113_940 },
  { code: "BRB", name: "Barbados", boughtOnlinePercent: null, internetPercent: 77.87, age15Plus: 231_642 },
  { code: "BHS", name: "The Bahamas", boughtOnlinePercent: null, internetPercent: 94.35, age15Plus: 320_514 },
  { code: "GUY", name: "Guyana", boughtOnlinePercent: null, internetPercent: 71.65, age15Plus: 575_398 },
  { code: "BLZ", name: "Belize", boughtOnlinePercent: 18.36, internetPercent: 70.65, age15Plus: 283_399 },
  { code: "ATG", name: "Antigua and Barbuda", boughtOnlinePercent: null, internetPercent: 76.05, age15Plus: 74_947 },
  { code: "DMA", name: "Dominica", boughtOnlinePercent: null, internetPercent: 82.7, age15Plus: 54_753 },
  { code: "GRD", name: "Grenada", boughtOnlinePercent: null, internetPercent: 70.56, age15Plus: 92_688 },
  { code: "KNA", name: "St Kitts and Nevis", boughtOnlinePercent: null, internetPercent: 74.37, age15Plus: 37_964 },
  { code: "LCA", name: "St Lucia", boughtOnlinePercent: null, internetPercent: 63.06, age15Plus: 145_580 },
  {
    code: "VCT",
    name: "St Vincent and the Grenadines",
    boughtOnlinePercent: null,
    internetPercent: 67.43,
    age15Plus: 80_137,
  },
];

/** Packages per year of two Jamaican forwarders together. */
export const JAMAICA_PACKAGES_A_YEAR = 1_500_000;

export const JAMAICA_FACTS: readonly MarketFact[] = [
  {
    what: "Packages of Mailpac and MyCart Express together",
    value: "over 1.5 million a year",
    source: "Jamaica Observer, 22 May 2024",
  },
  { what: "Mailpac Group revenue", value: "J$2.56 billion in 2024, J$1.67 billion in 2023", source: "Mailpac Group" },
  { what: "Population, 2021", value: "2,837,682, of whom 20.05 % are younger than 15", source: "World Bank" },
  {
    what: "Bought something online in the past year, 15 and over, 2021",
    value: "16.06 %",
    source: "World Bank `fin26b`",
  },
];
