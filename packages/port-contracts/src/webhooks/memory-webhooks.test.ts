import { memoryBilling } from "../billing/memory-billing.ts";
import { deliveryMemoryContract } from "./delivery-memory-contract.ts";
import { BANK_HEADER, memoryBank, signAsBank } from "./memory-bank.ts";
import { memoryDeliveries } from "./memory-deliveries.ts";
import { memoryInbox } from "./memory-inbox.ts";
import { webhookInboxContract } from "./webhook-inbox-contract.ts";
import { webhookSourceContract } from "./webhook-source-contract.ts";

webhookSourceContract("in memory", async () => ({
  source: memoryBank,
  bodies: { events: ["evt_1", "evt_2"], ignored: "ignored", malformed: "{}" },
  sign: async (body, agoSeconds) => ({ name: BANK_HEADER, value: signAsBank(body, Date.now() - agoSeconds * 1_000) }),
}));

webhookInboxContract("in memory", async () => {
  const { purchases, apply } = memoryBilling();
  return {
    inbox: memoryInbox(apply).port,
    newUser: async () => `user:${crypto.randomUUID()}`,
    isSubscribed: async (userId) => (await purchases.of(userId)).isSubscribed,
  };
});

deliveryMemoryContract("in memory", async () => {
  const memory = memoryDeliveries();
  return { memory, elsewhere: memory, unreachable: memoryDeliveries() };
});
