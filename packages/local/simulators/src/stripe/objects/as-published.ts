import type { Stripe } from "stripe";

/**
 * An object of Stripe's as it is sent in JSON: every field that Stripe always sends, no field that Stripe does not have, and no name outside
 * Stripe's lists. The library's own types let any name pass, for names that Stripe adds later.
 */
export type AsPublished<T> = Text<T> | Other<T>;

type Text<T> = [Listed<T>] extends [never] ? Extract<T, string> : Listed<T>;

/** The names that a type lists; never for free text. */
type Listed<T> = T extends string ? (string extends T ? never : T) : never;

type Other<T> = T extends string
  ? never
  : T extends Stripe.Decimal
    ? string
    : T extends readonly (infer One)[]
      ? readonly AsPublished<One>[]
      : T extends object
        ? { readonly [Field in keyof T]: AsPublished<T[Field]> }
        : T;
