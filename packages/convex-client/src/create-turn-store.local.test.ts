import { threadStoreContract, turnStoreContract, type TurnStoreHarness } from "@sendcat/port-contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLedger } from "./create-ledger.ts";
import { createThreadStore } from "./create-thread-store.ts";
import { createTurnStore } from "./create-turn-store.ts";
import { cheapEnding } from "./testing/cheap-ending.ts";
import { openLocalDeployment } from "./testing/local-deployment.ts";
import { openTitleProvider } from "./testing/title-provider.ts";

let deployment: Awaited<ReturnType<typeof openLocalDeployment>>;
let provider: Awaited<ReturnType<typeof openTitleProvider>>;
beforeAll(async () => {
  provider = await openTitleProvider('"Shipping to Kingston"');
  const environment = { OPENROUTER_API_KEY: "test-key", OPENROUTER_BASE_URL: provider.baseUrl };
  deployment = await openLocalDeployment(environment);
});
afterAll(async () => {
  await deployment?.close();
  await provider?.close();
});

function stores() {
  const { convexUrl, signer } = deployment;
  const serviceToken = () => signer.sign({ sub: "service:gateway", kind: "service" }, 300);
  const person = async (name: string, lifeSeconds?: number) => ({
    token: await signer.sign({ sub: `guest:${name}`, kind: "guest", plan: "guest" }, lifeSeconds),
    owner: { userId: `guest:${name}`, kind: "guest", plan: "guest" } as const,
  });
  return {
    store: createTurnStore({ convexUrl, serviceToken }),
    threads: createThreadStore({ convexUrl }),
    person,
    serviceToken,
  };
}

async function open(): Promise<TurnStoreHarness> {
  const { store, threads, person } = stores();
  return {
    store,
    threads,
    credential: person,
    async sweepExpired(leaseMs) {
      const startMs = Date.now();
      while (Date.now() - startMs < leaseMs + 2) await new Promise((resolve) => setTimeout(resolve, leaseMs));
      await deployment.run("turns:interruptExpired", {});
    },
    async ledgerRows(turnId) {
      // safe because it is what the function returns
      const rows = (await deployment.run("usage:byTurn", { turnId })) as readonly {
        readonly costMicroUsd: number | null;
        readonly chargedMicroUsd: number;
      }[];
      return rows.map(({ costMicroUsd, chargedMicroUsd }) => ({ usageKnown: costMicroUsd !== null, chargedMicroUsd }));
    },
  };
}

turnStoreContract("Convex over HTTP", open);
threadStoreContract("Convex over HTTP", open);

const base = {
  worker: "worker-0123456789",
  history: { maxMessages: 10, maxChars: 1_000 },
  leaseMs: 60_000,
  model: "fast",
  reservation: { day: "2026-11-23", tokens: 2_000, costMicroUsd: 5_000 },
};

function question() {
  const parts = [{ type: "text" as const, text: "Do you ship to Kingston?" }];
  return {
    ...base,
    turnId: crypto.randomUUID(),
    threadId: crypto.randomUUID(),
    input: { kind: "submit" as const, messageId: crypto.randomUUID(), parts },
  };
}

it("a thread is named by the model in the background, in Convex's own runtime", async () => {
  const { store, threads, person } = stores();
  const ana = await person(`titled-${crypto.randomUUID()}`);
  const begin = question();
  await store.begin(begin, ana.owner);
  const title = async () => (await threads.threads({ cursor: null, limit: 1 }, ana)).items[0]?.title;
  expect(await title()).toBe("Do you ship to Kingston?");
  await store.finish(cheapEnding(begin.turnId, "Yes."));
  await expect.poll(title, { timeout: 15_000 }).toBe("Shipping to Kingston");
  expect(provider.authorizations).toContain("Bearer test-key");
});

it("the ledger answers only the service, for a day and for a user", async () => {
  const { store, person, serviceToken } = stores();
  const { convexUrl } = deployment;
  const ledger = createLedger({ convexUrl, serviceToken, timeoutMs: 5_000 });
  const ana = await person(`spender-${crypto.randomUUID()}`);
  const begin = question();
  await store.begin(begin, ana.owner);
  const day = "2026-11-22";
  const before = await ledger.dayTotals(day);
  await store.finish({ ...cheapEnding(begin.turnId, "Yes."), day });
  const { guest } = before.chargedMicroUsd;
  expect(await ledger.dayTotals(day)).toEqual({
    chargedMicroUsd: { ...before.chargedMicroUsd, guest: guest + 9 },
    isNew: false,
  });
  expect(await ledger.userTotals({ userId: ana.owner.userId, day })).toEqual({ turns: 1, tokens: 2 });
  const impostor = createLedger({ convexUrl, serviceToken: async () => ana.token, timeoutMs: 5_000 });
  await expect(impostor.dayTotals(day)).rejects.toMatchObject({ code: "forbidden" });
  await store.oweSettlement(begin.turnId);
});

describe("a network that fails", () => {
  /** A fetch whose first `times` requests to `path` end as `fail` says; all others reach the real deployment. */
  function failing(path: string, times: number, fail: (send: () => Promise<Response>) => Promise<Response>) {
    let left = times;
    const calls: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      calls.push(String(input));
      if (!String(input).endsWith(path) || left === 0) return await globalThis.fetch(input, init);
      left -= 1;
      return await fail(async () => await globalThis.fetch(input, init));
    };
    return { fetch, calls };
  }

  it("begins a turn once and gives it to its worker even if the first reply was lost", async () => {
    const { threads, person, serviceToken } = stores();
    const lost = failing("/api/mutation", 1, async (send) => {
      await send();
      throw new TypeError("fetch failed");
    });
    const store = createTurnStore({ convexUrl: deployment.convexUrl, serviceToken, fetch: lost.fetch });
    const ana = await person("ana");
    const begin = question();
    expect(await store.begin(begin, ana.owner)).toMatchObject({ ok: true, kind: "begun", history: [{ role: "user" }] });
    expect(lost.calls).toHaveLength(2);
    const page = await threads.messages({ threadId: begin.threadId, cursor: null, limit: 10 }, ana);
    expect(page?.items).toHaveLength(2);
    expect(await store.begin(begin, ana.owner)).toEqual({ ok: true, kind: "existing", status: "streaming" });
  });

  it("stores an answer and its cost through two outages", async () => {
    const { store, person, serviceToken } = stores();
    const ana = await person("ana");
    const begin = question();
    await store.begin(begin, ana.owner);
    const down = failing("/api/mutation", 2, async () => new Response("{}", { status: 503 }));
    const unlucky = createTurnStore({ convexUrl: deployment.convexUrl, serviceToken, fetch: down.fetch });
    await unlucky.finish(cheapEnding(begin.turnId, "Yes."));
    expect(await store.read({ turnId: begin.turnId, afterSeq: -1 }, ana)).toMatchObject({ status: "complete" });
    expect(await deployment.run("usage:byTurn", { turnId: begin.turnId })).toHaveLength(1);
  });

  it("gives up in bounded time when the deployment does not answer, and says when to retry", async () => {
    const { person, serviceToken } = stores();
    const silent: typeof globalThis.fetch = async (_, init) =>
      await new Promise((_, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      });
    const timeoutMs = { begin: 60, checkpoint: 60, finish: 60, read: 60, stop: 60 };
    const store = createTurnStore({ convexUrl: deployment.convexUrl, serviceToken, fetch: silent, timeoutMs });
    const fault = { code: "capacity_saturated", scope: "convex", retryAfterMs: 1_000 };
    const ana = await person("ana");
    await expect(store.begin(question(), ana.owner)).rejects.toMatchObject(fault);
    await expect(store.checkpoint({ turnId: "x", chunk: null, progress: null })).rejects.toMatchObject(fault);
    await expect(store.read({ turnId: "x", afterSeq: -1 }, ana)).rejects.toMatchObject(fault);
    await expect(store.requestStop("x", ana)).rejects.toMatchObject(fault);
  });

  it("never mixes up users, however many call at once", async () => {
    const { store, threads, person } = stores();
    const people = await Promise.all(Array.from({ length: 12 }, (_, i) => person(`crowd-${i}-${crypto.randomUUID()}`)));
    const asked = people.map((who) => ({ who, begin: question() }));
    await Promise.all(asked.map(async ({ who, begin }) => await store.begin(begin, who.owner)));
    await Promise.all(
      asked.map(async ({ who, begin }) => {
        const page = await threads.threads({ cursor: null, limit: 10 }, who);
        expect(page.items.map(({ id }) => id)).toEqual([begin.threadId]);
      }),
    );
  });
});

describe("credentials, over HTTP", () => {
  const read = { turnId: "readiness-probe-0", afterSeq: -1 };

  it("refuses an expired, forged or empty token", async () => {
    const { store, threads, person } = stores();
    const { token } = await person("ana");
    for (const bad of [(await person("ana", -60)).token, `${token.slice(0, -8)}AAAAAAAA`, "", "nonsense"]) {
      await expect(store.read(read, { token: bad })).rejects.toMatchObject({ code: "unauthenticated" });
      await expect(threads.threads({ cursor: null, limit: 5 }, { token: bad })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
  });

  it("keeps a user from beginning or settling turns, and lets the service read", async () => {
    const { store, person, serviceToken } = stores();
    const impostor = createTurnStore({
      convexUrl: deployment.convexUrl,
      serviceToken: async () => (await person("ana")).token,
    });
    const { owner } = await person("ben");
    await expect(impostor.begin(question(), owner)).rejects.toMatchObject({ code: "forbidden" });
    await expect(impostor.checkpoint({ turnId: "x", chunk: null, progress: null })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await store.read(read, { token: await serviceToken() })).toBeNull();
  });

  it("reports an invalid cursor as a bad request, not as a fault of the server", async () => {
    const { threads, person } = stores();
    const asked = threads.threads({ cursor: "nonsense", limit: 5 }, await person("ana"));
    await expect(asked).rejects.toMatchObject({ code: "invalid_request", scope: "cursor" });
  });
});
