import type { Stripe } from "stripe";
import type { Price } from "../books.ts";
import type { AsPublished } from "./as-published.ts";

/** When the simulated prices were made, in seconds. */
const CREATED = 1_750_000_000;

/** The fields that a price and its older form, the plan, have in common. */
function commonOf({ id, product, currency }: Price) {
  return {
    id,
    active: true,
    billing_scheme: "per_unit",
    created: CREATED,
    currency,
    livemode: false,
    metadata: {},
    nickname: null,
    product,
    tiers_mode: null,
  } as const satisfies Partial<Pick<AsPublished<Stripe.Price>, keyof Stripe.Price & keyof Stripe.Plan>>;
}

const MONTHLY = {
  interval: "month",
  interval_count: 1,
  meter: null,
  trial_period_days: null,
  usage_type: "licensed",
} as const satisfies Pick<AsPublished<Stripe.Plan>, keyof Stripe.Price.Recurring & keyof Stripe.Plan>;

export function priceObject(price: Price): AsPublished<Stripe.Price> {
  return {
    ...commonOf(price),
    object: "price",
    custom_unit_amount: null,
    lookup_key: price.lookupKey,
    recurring: MONTHLY,
    tax_behavior: "unspecified",
    transform_quantity: null,
    type: "recurring",
    unit_amount: price.amount,
    unit_amount_decimal: String(price.amount),
  };
}

export function planObject(price: Price): AsPublished<Stripe.Plan> {
  return {
    ...commonOf(price),
    ...MONTHLY,
    object: "plan",
    amount: price.amount,
    amount_decimal: String(price.amount),
    transform_usage: null,
  };
}
