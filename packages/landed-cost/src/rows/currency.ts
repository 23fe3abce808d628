/** The signs of the currencies that a price or a charge can be in. */
export const CURRENCY_SIGNS = {
  USD: "US$",
  JMD: "J$",
  TTD: "TT$",
  BBD: "BDS$",
  BSD: "B$",
  GYD: "GY$",
  BZD: "BZ$",
  XCD: "EC$",
  KYD: "CI$",
} as const;

export type Currency = keyof typeof CURRENCY_SIGNS;

/** A decimal without sign, such as `150.01`: at most 12 digits before the point and 6 after. */
export interface Money {
  readonly amount: string;
  readonly currency: Currency;
}
