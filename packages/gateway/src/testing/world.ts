import {
  DEFAULT_POLICY,
  type FirewallFacts,
  type FirewallVerdict,
  type Identity,
  type Model,
  type Policy,
  type ProofOfWork,
  type Quota,
  type SolvedProof,
  type ThrottleName,
  type WebhookDelivery,
  type WebhookSource,
} from "@sendcat/shared-types";
import {
  createMemoryQuota,
  createMemoryTools,
  createMemoryTurnStore,
  memoryAccounts,
  type MemoryAccounts,
  memoryAttachments,
  memoryBilling,
  memoryOperations,
  type MemoryQuota,
  type MemoryTools,
  type MemoryTurnStore,
} from "@sendcat/port-contracts";
import { createGateway, type Gateway } from "../create-gateway.ts";
import type { GatewayEvent } from "../gateway-event.ts";

export interface World {
  readonly gateway: Gateway;
  /** A second process of the same deployment: shares the stores, not the live turns. */
  readonly elsewhere: Gateway;
  readonly store: MemoryTurnStore;
  /** What the gateway counts against, unless the test gave it another. */
  readonly quota: MemoryQuota;
  readonly tools: MemoryTools;
  readonly accounts: MemoryAccounts;
  readonly events: GatewayEvent[];
  /** Webhooks that had their effect; `before` is waited for by each. */
  readonly inbox: { readonly received: Map<string, WebhookDelivery>; before: (() => Promise<void>) | null };
  /** Requests already taken of a throttle; its limit is 60. */
  readonly throttled: Map<ThrottleName, number>;
  /** What the host says of itself from now on. */
  readonly host: { draining: boolean; readonly ending: AbortController };
  /** Resolves when every detached turn is over. */
  settled(): Promise<void>;
  post(path: string, body: unknown, as?: string, gateway?: Gateway): Promise<Response>;
  get(path: string, as?: string, gateway?: Gateway): Promise<Response>;
}

const ORIGIN = "https://sendcat.test";

/** One rule: nobody whose agent says "scanner". */
function firewallRule({ userAgent }: FirewallFacts): FirewallVerdict {
  const blocked = userAgent?.includes("scanner") ?? false;
  return blocked ? { ok: false, refusal: { code: "blocked", scope: "waf.scanner" } } : { ok: true };
}

/** Tokens are user names: `alice` is a guest on plan guest, `pro-alice` a user on plan pro, `op-alice` an operator on that plan. */
const NAMES: Identity = {
  async verify(token) {
    if (!/^((pro|op)-)?[a-z]+$/.test(token)) return { ok: false, refusal: { code: "unauthenticated" } };
    const operator = token.startsWith("op-");
    const pro = operator || token.startsWith("pro-");
    const role = operator ? "operator" : "user";
    const plan = pro ? "pro" : "guest";
    const kind = pro ? "user" : "guest";
    const proven = pro || token.endsWith("proven");
    return {
      ok: true,
      principal: {
        userId: token,
        kind,
        plan,
        role,
        proven,
        ...(pro ? { sessionId: `session-of-${token}` } : {}),
        expiresAtMs: Date.now() + 60_000,
        token,
      },
    };
  },
  async recognise(token) {
    if (token.startsWith("a-")) return { userId: "pro-ana", proven: true, sid: token.slice(2) };
    return token.startsWith("s-") ? { userId: token.slice(2), proven: false, sid: null } : null;
  },
  async grant(grantee) {
    const sessionExpiresAtMs = Date.now() + 86_400_000;
    if (grantee.kind === "user") {
      const { sid, standing } = grantee.session;
      const { userId: token, plan, role } = standing;
      const principal = { userId: token, kind: "user", plan, role, proven: true, token } as const;
      const expiresAtMs = Date.now() + 60_000;
      return {
        accessToken: token,
        principal: { ...principal, expiresAtMs },
        sessionToken: `a-${sid}`,
        sessionExpiresAtMs,
      };
    }
    const { userId, proven } = grantee;
    const name = `${userId ?? "newguest"}${proven ? "proven" : ""}`;
    const principal = {
      userId: name,
      kind: "guest",
      plan: "guest",
      role: "user",
      proven,
      expiresAtMs: Date.now() + 60_000,
      token: name,
    } as const;
    return { accessToken: name, principal, sessionToken: `s-${name}`, sessionExpiresAtMs };
  },
  serviceToken: async () => "service:gateway",
  jwks: async () => ({ keys: [] }),
};

/** Solutions are texts of the purpose, `-solved-` and a name; a challenge's signature is its purpose. */
const proof: ProofOfWork = {
  challenge: async (purpose) => ({
    parameters: { algorithm: "SHA-256", nonce: "00", salt: "00", cost: 1, keyLength: 32, keyPrefix: "00" },
    signature: purpose,
  }),
  verify: async (solution, purpose) =>
    solution.startsWith(`${purpose}-solved-`) ? { name: solution, expiresAtMs: Date.now() + 60_000 } : null,
};

/** Signs with the word `genuine`; the body is `ignored`, or the id of a charge's event. */
const bank: WebhookSource = {
  async read(body, header) {
    if (header("x-signature") !== "genuine") return { kind: "forged" };
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
    return { kind: "event", delivery: { source: "bank", eventId: body, type: "charge", version: "1", event } };
  },
};

export const FAST_POLICY: Policy = {
  ...DEFAULT_POLICY,
  failure: { ...DEFAULT_POLICY.failure, provider: { mode: "failover", waitMs: 150 } },
  idleTimeoutMs: 200,
  checkpoint: { firstMs: 20, growth: 1.3, maxMs: 40, detachedMs: 20, perSecond: 10_000, signalsMs: 20, leaseMs: 400 },
};

export function world(
  model: Model,
  policy: Policy = FAST_POLICY,
  given: { readonly identity?: Identity; readonly quota?: Quota } = {},
): World {
  const store = createMemoryTurnStore();
  const quota = createMemoryQuota(policy);
  const tools = createMemoryTools();
  const accounts = memoryAccounts();
  const throttled = new Map<ThrottleName, number>();
  const events: GatewayEvent[] = [];
  const inbox: World["inbox"] = { received: new Map(), before: null };
  const remembered = new Set<string>();
  const spent = new Set<string>();
  const running: Promise<unknown>[] = [];
  const ports = {
    firewall: { check: (facts: FirewallFacts) => firewallRule(facts) },
    identity: given.identity ?? NAMES,
    accounts: accounts.port,
    ...memoryBilling(),
    attachments: memoryAttachments(),
    quota: given.quota ?? quota,
    throttle: {
      async take(name: ThrottleName) {
        const used = (throttled.get(name) ?? 0) + 1;
        throttled.set(name, used);
        const limit = name === "session-free" ? policy.proof.freeSessionsPerAddress : 60;
        if (used <= limit) return { ok: true, limit, remaining: limit - used, degraded: false } as const;
        return { ok: false, limit, resetAtMs: Date.now() + 9_000, retryAfterMs: 9_000, degraded: false } as const;
      },
    },
    turnStore: store,
    threadStore: store.threads,
    shareStore: {
      read: async ({ shareId }: { readonly shareId: string }) =>
        shareId.startsWith("shared") ? { title: "Shared", sharedAtMs: 1, messages: [], cursor: null } : null,
    },
    model,
    toolCache: tools.cache,
    toolQueue: tools.queue,
    prices: { priceOf: () => null, refresh: async () => undefined },
    proof,
    spentProofs: { spend: async ({ name }: SolvedProof) => !spent.has(name) && spent.add(name).size > 0 },
    ...memoryOperations(),
    webhooks: { bank },
    inbox: {
      async receive(delivery: WebhookDelivery) {
        await inbox.before?.();
        if (inbox.received.has(delivery.eventId)) return "duplicate" as const;
        inbox.received.set(delivery.eventId, delivery);
        return "applied" as const;
      },
    },
    deliveries: {
      has: async (source: string, eventId: string) => remembered.has(`${source} ${eventId}`),
      remember: async (source: string, eventId: string) => void remembered.add(`${source} ${eventId}`),
    },
    record: (event: GatewayEvent) => void events.push(event),
    now: Date.now,
    newId: () => crypto.randomUUID(),
  };
  const addresses = { webOrigin: ORIGIN, streamBaseUrl: "", convexUrl: "https://convex.test" };
  const gateway = createGateway(ports, policy, addresses);
  const state = { draining: false, ending: new AbortController() };
  const hostContext = () => ({
    waitUntil: (promise: Promise<unknown>) => void running.push(promise),
    ip: "192.0.2.1",
    country: "JM",
    draining: state.draining,
    ending: state.ending.signal,
  });
  const call = (path: string, init: RequestInit, as: string | undefined, via: Gateway) => {
    const headers = new Headers(init.headers);
    if (as) headers.set("authorization", `Bearer ${as}`);
    return via(new Request(ORIGIN + path, { ...init, headers }), hostContext());
  };
  return {
    gateway,
    elsewhere: createGateway(ports, policy, addresses),
    store,
    quota,
    tools,
    accounts,
    events,
    inbox,
    throttled,
    host: state,
    settled: async () => void (await Promise.allSettled(running)),
    post: (path, body, as, via = gateway) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return call(path, { method: "POST", body: text, headers: { "content-type": "application/json" } }, as, via);
    },
    get: (path, as, via = gateway) => call(path, {}, as, via),
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
