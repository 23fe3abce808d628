const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `US$129`, `J$28,750`, `TT$900`: as written in the islands. */
const SIGNS: Readonly<Record<string, string>> = {
  USD: "US$",
  JMD: "J$",
  TTD: "TT$",
  BBD: "Bds$",
  BSD: "B$",
  GYD: "G$",
  XCD: "EC$",
};

export function money(amount: number, currency: string): string {
  return `${SIGNS[currency] ?? `${currency} `}${plain.format(amount)}`;
}
