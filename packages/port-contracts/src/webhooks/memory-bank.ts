import type { WebhookSource } from "@sendcat/shared-types";

export const BANK_HEADER = "x-signature";
const OLDEST_MS = 300_000;

/** The bank's signature: the time, and the body in base64. */
export function signAsBank(body: string, atMs = Date.now()): string {
  return `${atMs} ${btoa(body)}`;
}

/** A bank whose bodies are `ignored`, or the id of a charge's event; the order of the ids is the order of events. */
export const memoryBank: WebhookSource = {
  async read(body, header) {
    const signature = header(BANK_HEADER) ?? "";
    const atMs = Number(signature.split(" ")[0]);
    if (signature !== signAsBank(body, atMs) || !(atMs > Date.now() - OLDEST_MS)) return { kind: "forged" };
    if (body === "ignored") return { kind: "ignored" };
    if (!/^evt_\w+$/.test(body)) return { kind: "malformed" };
    const charge = {
      chargeId: "ch_1",
      customerId: "cus_1",
      outcome: "paid",
      amountMinor: 1,
      refundedMinor: 0,
    } as const;
    const event = { kind: "charge", ...charge, currency: "usd" } as const;
    return { kind: "event", delivery: { source: "bank", eventId: body, type: "charge", version: body, event } };
  },
};
