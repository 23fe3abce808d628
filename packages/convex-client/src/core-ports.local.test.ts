import { ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { createOpenIdSimulator, type OpenIdSimulator } from "@sendcat/local-simulators/openid";
import { createResendSimulator, type ResendSimulator } from "@sendcat/local-simulators/resend";
import {
  accountsContract,
  attachmentStoreContract,
  ledgerContract,
  operationsLogContract,
  purchasesContract,
  reportsContract,
  shareStoreContract,
  webhookInboxContract,
  type Booking,
} from "@sendcat/port-contracts";
import type { DayTotals, FinishTurn, Refusal } from "@sendcat/shared-types";
import { afterAll, beforeAll } from "vitest";
import { createAccounts } from "./create-accounts.ts";
import { createAttachmentStore } from "./create-attachment-store.ts";
import { createLedger } from "./create-ledger.ts";
import { createOperationsLog } from "./create-operations-log.ts";
import { createPurchases } from "./create-purchases.ts";
import { createReports } from "./create-reports.ts";
import { createShareStore } from "./create-share-store.ts";
import { createTurnStore } from "./create-turn-store.ts";
import { createWebhookInbox } from "./create-webhook-inbox.ts";
import { cheapEnding } from "./testing/cheap-ending.ts";
import { openLocalDeployment } from "./testing/local-deployment.ts";

/** Every port of the core except turns and searches, on one deployment. */
let deployment: Awaited<ReturnType<typeof openLocalDeployment>>;
let mail: ResendSimulator;
let openId: OpenIdSimulator;
/** The ledger's totals before any booking. */
let atFirst: DayTotals;

beforeAll(async () => {
  [mail, openId] = await Promise.all([createResendSimulator(), createOpenIdSimulator()]);
  const provider = { id: "islandid", name: "Island ID", issuer: openId.origin, clientId: "c", clientSecret: "s" };
  deployment = await openLocalDeployment({
    BETTER_AUTH_SECRET: "a secret of a test, and of nothing else",
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: mail.origin,
    SENDCAT_SIGN_IN_PROVIDERS: JSON.stringify([provider]),
  });
  // A function is loaded on its first call. That can take long on a busy machine, so it happens here instead of in a test.
  await deployment.run("usage:dayPage", { day: "2025-01-01", after: null });
  atFirst = await createLedger(endpoint()).dayTotals("2025-01-01");
  await createAccounts({ ...endpoint(), actionTimeoutMs: 120_000 }).passkeyOptions(null);
});
afterAll(async () => {
  await deployment?.close();
  await Promise.all([mail?.close(), openId?.close()]);
});

/** Long timeouts: tests of behaviour must not fail on a slow machine. */
function endpoint() {
  const { convexUrl, signer } = deployment;
  const serviceToken = () => signer.sign({ sub: "service:gateway", kind: "service" }, 300);
  return { convexUrl, serviceToken, timeoutMs: 60_000, actionTimeoutMs: 60_000 };
}

async function newUser(): Promise<string> {
  const ownerId = `user:${crypto.randomUUID()}`;
  await deployment.run("accounts:open", { ownerId });
  return ownerId;
}

type Owner = Parameters<ReturnType<typeof createTurnStore>["begin"]>[1];

/** A question and its answer. */
async function converse(
  owner: Owner,
  { threadId, question, answer }: { readonly threadId: string; readonly question: string; readonly answer: string },
  finish: Partial<FinishTurn> = {},
): Promise<string> {
  const { convexUrl, serviceToken } = endpoint();
  const store = createTurnStore({ convexUrl, serviceToken });
  const turnId = crypto.randomUUID();
  const begun = await store.begin(
    {
      turnId,
      threadId,
      worker: "worker-0123456789",
      model: "fast",
      input: { kind: "submit", messageId: crypto.randomUUID(), parts: [{ type: "text", text: question }] },
      history: { maxMessages: 10, maxChars: 1_000 },
      leaseMs: 60_000,
      reservation: { day: "2026-11-23", tokens: 2_000, costMicroUsd: 5_000 },
    },
    owner,
  );
  if (!begun.ok) throw new Error(JSON.stringify(begun.refusal));
  await store.finish({ ...cheapEnding(turnId, answer), ...finish });
  return turnId;
}

const guest = (userId: string): Owner => ({ userId, kind: "guest", plan: "guest" });

ledgerContract("Convex over HTTP", async () => {
  const ledger = createLedger(endpoint());
  return {
    ledger,
    empty: { ...ledger, dayTotals: async () => atFirst },
    async book({ userId, plan, ...booked }: Booking) {
      const owner = { userId, plan, kind: plan === "guest" ? "guest" : "user" } as const;
      await converse(owner, { threadId: crypto.randomUUID(), question: "Kettle?", answer: "Yes." }, booked);
    },
  };
});

accountsContract("Convex over HTTP", async () => ({
  accounts: createAccounts(endpoint()),
  codeIn(email) {
    const letter = mail.letters().find(({ to, subject }) => to.includes(email) && /^\d{6}/.test(subject));
    return letter?.subject.slice(0, 6) ?? null;
  },
  writeAs: async (guestId) =>
    void (await converse(guest(guestId), { threadId: crypto.randomUUID(), question: "Kettle?", answer: "Yes." })),
  providerId: "islandid",
  async atProvider(url, email) {
    const body = new URLSearchParams({ email, confirmed: "on" });
    const response = await fetch(url, { method: "POST", body, redirect: "manual" });
    const { searchParams } = new URL(response.headers.get("location") ?? "");
    return { code: searchParams.get("code") ?? "", state: searchParams.get("state") ?? "" };
  },
}));

attachmentStoreContract("Convex over HTTP", async () => ({
  store: createAttachmentStore(endpoint()),
  fetch: async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
}));

// The function that the page itself calls; no port covers it.
const CREATE_SHARE = makeFunctionReference<
  "mutation",
  { threadId: string; shareId: string },
  { ok: true; shareId: string } | { ok: false; refusal: Refusal }
>("shares:create");
const REVOKE_SHARE = makeFunctionReference<"mutation", { threadId: string }>("shares:revoke");

const asOwner = async (ownerId: string) => {
  const auth = await deployment.signer.sign({ sub: ownerId, kind: "guest", plan: "guest" });
  return new ConvexHttpClient(deployment.convexUrl, { auth, skipConvexDeploymentUrlCheck: true });
};

async function shareThread(ownerId: string, threadId: string): Promise<string> {
  const args = { threadId, shareId: crypto.randomUUID() };
  const shared = await (await asOwner(ownerId)).mutation(CREATE_SHARE, args);
  if (!shared.ok) throw new Error(JSON.stringify(shared.refusal));
  return shared.shareId;
}

shareStoreContract("Convex over HTTP", async () => {
  const ownerId = `guest:${crypto.randomUUID()}`;
  return {
    shares: createShareStore(endpoint()),
    ownerId,
    converse: async (threadId, question, answer) =>
      void (await converse(guest(ownerId), { threadId, question, answer })),
    share: async (threadId) => await shareThread(ownerId, threadId),
    async revoke(threadId) {
      await (await asOwner(ownerId)).mutation(REVOKE_SHARE, { threadId });
    },
  };
});

reportsContract("Convex over HTTP", async () => ({
  reports: createReports(endpoint()),
  async answer(userId) {
    const threadId = crypto.randomUUID();
    return { threadId, turnId: await converse(guest(userId), { threadId, question: "Kettle?", answer: "Yes." }) };
  },
  share: shareThread,
}));

purchasesContract("Convex over HTTP", async () => {
  const inbox = createWebhookInbox(endpoint());
  let told = 0;
  return {
    purchases: createPurchases(endpoint()),
    newUser,
    async tell(event) {
      const version = String(++told).padStart(6, "0");
      const type = "customer.subscription.updated";
      await inbox.receive({ source: "stripe", eventId: `evt_${crypto.randomUUID()}`, type, version, event });
    },
  };
});

webhookInboxContract("Convex over HTTP", async () => ({
  inbox: createWebhookInbox(endpoint()),
  newUser,
  isSubscribed: async (userId) => (await createPurchases(endpoint()).of(userId)).isSubscribed,
}));

operationsLogContract("Convex over HTTP", async () => createOperationsLog(endpoint()));
