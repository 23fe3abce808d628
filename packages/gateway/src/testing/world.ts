import {
  clientAddress,
  DEFAULT_POLICY,
  type Identity,
  type Model,
  type OperationsLog,
  type Policy,
  type Quota,
} from "@sendcat/shared-types";
import {
  createMemoryQuota,
  createMemoryTools,
  createMemoryTurnStore,
  memoryAccounts,
  type MemoryAccounts,
  memoryAttachments,
  memoryBank,
  memoryBilling,
  memoryDeliveries,
  memoryFirewall,
  memoryIdentity,
  memoryInbox,
  type MemoryInbox,
  memoryOperations,
  memoryPrices,
  memoryProof,
  type MemoryQuota,
  memoryReports,
  memoryShares,
  memorySpentProofs,
  memoryThrottle,
  type MemoryThrottle,
  type MemoryTools,
  type MemoryTurnStore,
} from "@sendcat/port-contracts";
import { createGateway, type Gateway } from "../create-gateway.ts";
import { asDocumented } from "./as-documented.ts";
import type { GatewayEvent } from "../gateway-event.ts";

export interface HostState {
  draining: boolean;
  readonly ending: AbortController;
  /** The host's bot check, where it has one. */
  isBot?: () => Promise<boolean>;
}

export interface World {
  readonly gateway: Gateway;
  /** A second process of the same deployment: it shares the stores, but not the live turns. */
  readonly elsewhere: Gateway;
  readonly store: MemoryTurnStore;
  /** The gateway's quota, unless the test passed another one. */
  readonly quota: MemoryQuota;
  readonly tools: MemoryTools;
  readonly accounts: MemoryAccounts;
  readonly events: GatewayEvent[];
  readonly inbox: MemoryInbox;
  /** Requests already counted by each throttle; the limit is 60. */
  readonly throttled: MemoryThrottle["taken"];
  /** Applies the payment provider's event that this user subscribes to plus. */
  buysPlus(userId: string): void;
  /** The host's state from now on. */
  readonly host: HostState;
  /** Resolves when all turns are over. */
  settled(): Promise<void>;
  post(path: string, body: unknown, as?: string, gateway?: Gateway): Promise<Response>;
  get(path: string, as?: string, gateway?: Gateway): Promise<Response>;
  /** A request as it is, such as a browser's with its cookie. */
  send(path: string, init: RequestInit): Promise<Response>;
}

const ORIGIN = "https://sendcat.test";

export const FAST_POLICY: Policy = {
  ...DEFAULT_POLICY,
  failure: { ...DEFAULT_POLICY.failure, provider: { mode: "failover", waitMs: 150 } },
  idleTimeoutMs: 200,
  checkpoint: { firstMs: 20, growth: 1.3, maxMs: 40, detachedMs: 20, perSecond: 10_000, signalsMs: 20, leaseMs: 400 },
};

export function world(
  model: Model,
  policy: Policy = FAST_POLICY,
  given: { readonly identity?: Identity; readonly quota?: Quota; readonly operationsLog?: OperationsLog } = {},
): World {
  const store = createMemoryTurnStore();
  const quota = createMemoryQuota(policy);
  const tools = createMemoryTools();
  const accounts = memoryAccounts();
  const throttle = memoryThrottle((name) => (name === "session-free" ? policy.proof.freeSessionsPerAddress : 60), {
    byName: true,
  });
  const { billing, purchases, apply } = memoryBilling();
  const events: GatewayEvent[] = [];
  const inbox = memoryInbox(apply);
  const shares = memoryShares();
  shares.share("a thread", "shared-by-link");
  const running: Promise<unknown>[] = [];
  const ports = {
    firewall: memoryFirewall(),
    identity: given.identity ?? memoryIdentity(),
    accounts: accounts.port,
    billing,
    purchases,
    attachments: memoryAttachments().store,
    quota: given.quota ?? quota,
    throttle,
    turnStore: store,
    threadStore: store.threads,
    shareStore: shares.store,
    reports: memoryReports(async ({ about, id, reporterId }) => {
      if (about === "share") return (await shares.store.read({ shareId: id, cursor: null })) && "a thread";
      return (await store.read({ turnId: id, afterSeq: -1 }, { token: reporterId })) && "a thread";
    }),
    model,
    toolCache: tools.cache,
    toolQueue: tools.queue,
    prices: memoryPrices(),
    proof: memoryProof(),
    spentProofs: memorySpentProofs(),
    ...memoryOperations(),
    ...(given.operationsLog && { operationsLog: given.operationsLog }),
    webhooks: { bank: memoryBank },
    inbox: inbox.port,
    deliveries: memoryDeliveries(),
    record: (event: GatewayEvent) => void events.push(event),
    now: Date.now,
    newId: () => crypto.randomUUID(),
  };
  const addresses = { webOrigin: ORIGIN, streamBaseUrl: "", convexUrl: "https://convex.test" };
  const gateway = asDocumented(createGateway(ports, policy, addresses));
  const state: HostState = { draining: false, ending: new AbortController() };
  const hostContext = () => ({
    waitUntil: (promise: Promise<unknown>) => void running.push(promise),
    ip: clientAddress("192.0.2.1"),
    country: "JM",
    draining: state.draining,
    ending: state.ending.signal,
    ...(state.isBot ? { isBot: state.isBot } : {}),
  });
  const call = (path: string, init: RequestInit, as: string | undefined, via: Gateway) => {
    const headers = new Headers(init.headers);
    if (as) headers.set("authorization", `Bearer ${as}`);
    return via(new Request(ORIGIN + path, { ...init, headers }), hostContext());
  };
  return {
    gateway,
    elsewhere: asDocumented(createGateway(ports, policy, addresses)),
    store,
    quota,
    tools,
    accounts,
    events,
    inbox,
    throttled: throttle.taken,
    buysPlus: (ownerId) =>
      apply({
        kind: "subscription",
        subscriptionId: `sub_${ownerId}`,
        customerId: `cus_${ownerId}`,
        ownerId,
        price: "sendcat_plus_usd",
        status: "active",
        periodStartMs: Date.now(),
        periodEndMs: Date.now() + 30 * 86_400_000,
        endsAtPeriodEnd: false,
      }),
    host: state,
    settled: async () => void (await Promise.allSettled(running)),
    post: (path, body, as, via = gateway) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return call(path, { method: "POST", body: text, headers: { "content-type": "application/json" } }, as, via);
    },
    get: (path, as, via = gateway) => call(path, {}, as, via),
    send: (path, init) => call(path, init, undefined, gateway),
  };
}

let counter = 0;

/** A fresh chat request body. */
export function chatBody(words = "A kettle under 40 dollars?", ids: { turnId?: string; threadId?: string } = {}) {
  const n = String(++counter).padStart(16, "0");
  return {
    trigger: "submit-message",
    turnId: ids.turnId ?? `turn-${n}`,
    threadId: ids.threadId ?? `thread-${n}`,
    message: { id: `message-${n}`, parts: [{ type: "text", text: words }] },
  } as const;
}
