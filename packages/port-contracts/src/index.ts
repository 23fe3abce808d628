export { accountsContract, type AccountsHarness } from "./accounts/accounts-contract.ts";
export { memoryAccounts, type MemoryAccounts } from "./accounts/memory-accounts.ts";
export { attachmentStoreContract, type AttachmentStoreHarness } from "./attachment-store/attachment-store-contract.ts";
export { memoryAttachments } from "./attachment-store/memory-attachments.ts";
export { samplePdf } from "./attachment-store/sample-pdf.ts";
export { billingContract, type BillingHarness } from "./billing/billing-contract.ts";
export { memoryBilling } from "./billing/memory-billing.ts";
export { purchasesContract, type PurchasesHarness } from "./billing/purchases-contract.ts";
export { firewallContract, type FirewallHarness } from "./firewall/firewall-contract.ts";
export { memoryFirewall } from "./firewall/memory-firewall.ts";
export { identityContract } from "./identity/identity-contract.ts";
export { memoryIdentity } from "./identity/memory-identity.ts";
export { ledgerContract, type Booking, type LedgerHarness } from "./ledger/ledger-contract.ts";
export { modelContract, type ModelHarness, type ModelScenario } from "./model/model-contract.ts";
export { scriptedModel, stop, text, usage, type ScriptedModel, type Step } from "./model/scripted-model.ts";
export { memoryOperations } from "./operations/memory-operations.ts";
export { metricsContract, type MetricsHarness } from "./operations/metrics-contract.ts";
export { operationsContract, type OperationsHarness } from "./operations/operations-contract.ts";
export { operationsLogContract } from "./operations/operations-log-contract.ts";
export { memoryPrices } from "./prices/memory-prices.ts";
export { modelPricesContract, type ModelPricesHarness } from "./prices/model-prices-contract.ts";
export { priceListContract, type PriceListHarness } from "./prices/price-list-contract.ts";
export { memoryProof, memorySpentProofs } from "./proof-of-work/memory-proof.ts";
export { proofOfWorkContract, type ProofOfWorkHarness } from "./proof-of-work/proof-of-work-contract.ts";
export { spentProofsContract } from "./proof-of-work/spent-proofs-contract.ts";
export { createMemoryQuota, type MemoryQuota, type MemoryQuotaProcess } from "./quota/memory-quota.ts";
export { sampleRoute } from "./quota/sample-route.ts";
export { quotaContract } from "./quota/quota-contract.ts";
export {
  searchProviderContract,
  type SearchProviderHarness,
  type SearchTrouble,
} from "./search-provider/search-provider-contract.ts";
export { memoryShares } from "./share-store/memory-shares.ts";
export { shareStoreContract, type ShareStoreHarness } from "./share-store/share-store-contract.ts";
export { memoryThrottle, type MemoryThrottle } from "./throttle/memory-throttle.ts";
export { throttleContract, type ThrottleContractLimits } from "./throttle/throttle-contract.ts";
export { toolCacheContract, type ToolCacheHarness } from "./tool-cache/tool-cache-contract.ts";
export { createMemoryTools, pages, RUNNING, type MemoryTools } from "./tool-queue/memory-tools.ts";
export { toolQueueContract, type ToolQueueHarness } from "./tool-queue/tool-queue-contract.ts";
export { createMemoryTurnStore, type MemoryTurnStore, type MemoryLedgerRow } from "./turn-store/memory-turn-store.ts";
export { threadStoreContract } from "./turn-store/thread-store-contract.ts";
export { turnStoreContract, type TurnStoreHarness } from "./turn-store/turn-store-contract.ts";
export { deliveryMemoryContract, type DeliveryMemoryHarness } from "./webhooks/delivery-memory-contract.ts";
export { BANK_HEADER, memoryBank, signAsBank } from "./webhooks/memory-bank.ts";
export { memoryDeliveries } from "./webhooks/memory-deliveries.ts";
export { memoryInbox, type MemoryInbox } from "./webhooks/memory-inbox.ts";
export { webhookInboxContract, type WebhookInboxHarness } from "./webhooks/webhook-inbox-contract.ts";
export { webhookSourceContract, type WebhookSourceHarness } from "./webhooks/webhook-source-contract.ts";
