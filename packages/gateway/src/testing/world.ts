import {
  DEFAULT_POLICY,
  type FirewallFacts,
  type FirewallVerdict,
  type Identity,
  type Model,
  type Policy,
} from "@sendcat/shared-types";
import { createMemoryTurnStore, type MemoryTurnStore } from "@sendcat/shared-types/contracts";
import { createGateway, type Gateway } from "../create-gateway.ts";
import type { GatewayEvent } from "../gateway-event.ts";
import { memoryQuota, type MemoryQuota } from "./memory-quota.ts";

export interface World {
  readonly gateway: Gateway;
  /** A second process of the same deployment: shares the stores, not the live turns. */
  readonly elsewhere: Gateway;
  readonly store: MemoryTurnStore;
  readonly quota: MemoryQuota;
  readonly events: GatewayEvent[];
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

/** Tokens are user names: `alice` is a guest on plan guest, `pro:alice` a user on plan pro. */
const identity: Identity = {
  async verify(token) {
    if (!/^(pro:)?[a-z]+$/.test(token)) return { ok: false, refusal: { code: "unauthenticated" } };
    const pro = token.startsWith("pro:");
    const plan = pro ? "pro" : "guest";
    const kind = pro ? "user" : "guest";
    return { ok: true, principal: { userId: token, kind, plan, expiresAtMs: Date.now() + 60_000, token } };
  },
  recognise: async (token) => (token.startsWith("s-") ? token.slice(2) : null),
  async grant(userId) {
    const name = userId ?? "newguest";
    const principal = {
      userId: name,
      kind: "guest",
      plan: "guest",
      expiresAtMs: Date.now() + 60_000,
      token: name,
    } as const;
    return { accessToken: name, principal, sessionToken: `s-${name}`, sessionExpiresAtMs: Date.now() + 86_400_000 };
  },
  serviceToken: async () => "service:gateway",
  jwks: async () => ({ keys: [] }),
};

export const FAST_POLICY: Policy = {
  ...DEFAULT_POLICY,
  firstTokenTimeoutMs: 150,
  idleTimeoutMs: 200,
  checkpoint: { firstMs: 20, growth: 1.3, maxMs: 40, detachedMs: 20, leaseMs: 400 },
};

export function world(model: Model, policy: Policy = FAST_POLICY): World {
  const store = createMemoryTurnStore();
  const quota = memoryQuota(policy);
  const events: GatewayEvent[] = [];
  const running: Promise<unknown>[] = [];
  const ports = {
    firewall: { check: (facts: FirewallFacts) => firewallRule(facts) },
    identity,
    quota,
    throttle: { take: async () => ({ ok: true, degraded: false }) as const },
    turnStore: store,
    threadStore: store.threads,
    model,
    record: (event: GatewayEvent) => void events.push(event),
    now: Date.now,
    newId: () => crypto.randomUUID(),
  };
  const addresses = { streamBaseUrl: "", convexUrl: "https://convex.test" };
  const gateway = createGateway(ports, policy, addresses);
  const host = { waitUntil: (promise: Promise<unknown>) => void running.push(promise), ip: "192.0.2.1", country: "JM" };
  const call = (path: string, init: RequestInit, as: string | undefined, via: Gateway) => {
    const headers = new Headers(init.headers);
    if (as) headers.set("authorization", `Bearer ${as}`);
    return via(new Request(ORIGIN + path, { ...init, headers }), host);
  };
  return {
    gateway,
    elsewhere: createGateway(ports, policy, addresses),
    store,
    quota,
    events,
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
