import type { Stripe } from "stripe";
import type { Price } from "../books.ts";
import type { AsPublished } from "./as-published.ts";

export function chargeObject(charge: {
  readonly id: string;
  readonly customer: string;
  readonly price: Price;
  readonly status: "succeeded" | "failed";
  readonly created: number;
  readonly refunded?: boolean;
}): AsPublished<Stripe.Charge> {
  const { id, customer, price, status, created, refunded = false } = charge;
  const isPaid = status === "succeeded";
  return {
    id,
    object: "charge",
    amount: price.amount,
    amount_captured: isPaid ? price.amount : 0,
    amount_refunded: refunded ? price.amount : 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: isPaid,
    created,
    currency: price.currency,
    customer,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: isPaid ? null : "card_declined",
    failure_message: isPaid ? null : "Your card was declined.",
    fraud_details: null,
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: isPaid,
    payment_intent: null,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
}
