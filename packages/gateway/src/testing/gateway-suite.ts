import { describe, expect, it, vi } from "vitest";
import { entrySuite } from "./entry-suite.ts";
import { hostSuite } from "./host-suite.ts";
import { methodsSuite } from "./methods-suite.ts";
import { webhookSuite } from "./webhook-suite.ts";
import { FAST_POLICY, chatBody, world } from "./world.ts";
import { messageOf, readChunks, textOf } from "./read-ui-stream.ts";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";

const hello = [[text("Hello "), text("Kingston")], [text("!")], [usage(42), stop]] as const;
const refused = (retryable: boolean) =>
  ({ ok: false, retryable, refusal: { code: "provider_unavailable", retryAfterMs: 2_000 } }) as const;

/** Tests of the gateway with real Requests and Responses; run in Node and in the edge runtime. */
export function gatewaySuite(): void {
  entrySuite();
  hostSuite();
  methodsSuite();
  webhookSuite();

  describe("a turn", () => {
    it("streams and stores the answer, charges the reported cost, and leaves nothing in flight", async () => {
      const w = world(scriptedModel(hello));
      const body = chatBody();
      const response = await w.post("/api/chat", body, "alice");
      expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
      const message = await messageOf(await readChunks(response));
      expect(message.id).toBe(`${body.turnId}-a`);
      expect(message.metadata).toMatchObject({ turnId: body.turnId, threadId: body.threadId, outputTokens: 20 });
      await w.settled();
      const stored = await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" });
      expect(stored).toMatchObject({ status: "complete", parts: [{ type: "text", text: "Hello Kingston!" }] });
      expect(w.quota.charged(body.turnId)).toBe(42);
      expect(w.quota.inFlight(Date.now())).toBe(0);
      expect(w.events.filter(({ event }) => event === "turn-finished")).toHaveLength(1);
    });

    it("answers a replayed turn id with the same turn and charges once", async () => {
      const model = scriptedModel(hello);
      const w = world(model);
      const body = chatBody();
      const first = textOf(await readChunks(await w.post("/api/chat", body, "alice")));
      await w.settled();
      const second = textOf(await readChunks(await w.post("/api/chat", body, "alice")));
      const third = textOf(await readChunks(await w.post("/api/chat", body, "alice", w.elsewhere)));
      expect([second, third]).toEqual([first, first]);
      expect(model.requests).toHaveLength(1);
      expect(w.store.ledger).toHaveLength(1);
    });

    it("sends the model the system prompt and the conversation so far, without the user's name", async () => {
      const model = scriptedModel(hello);
      const w = world(model);
      const body = chatBody("First question");
      await readChunks(await w.post("/api/chat", body, "alice"));
      await w.settled();
      await readChunks(await w.post("/api/chat", chatBody("Second question", { threadId: body.threadId }), "alice"));
      const roles = model.requests[1]?.messages.map(({ role }) => role);
      expect(roles).toEqual(["system", "user", "assistant", "user"]);
      expect(JSON.stringify(model.requests)).not.toContain("alice");
    });

    it("continues when the reader disconnects, and a reader who comes back loses nothing", async () => {
      const model = scriptedModel([[text("one ")], "wait", [text("two")], [usage(7), stop]]);
      const w = world(model);
      const body = chatBody();
      const reader = (await w.post("/api/chat", body, "alice")).body?.getReader();
      await reader?.read();
      await reader?.cancel();
      const resumed = await w.get(`/api/chat/${body.turnId}/stream?after=2`, "alice");
      const elsewhere = await w.get(`/api/chat/${body.turnId}/stream?after=2`, "alice", w.elsewhere);
      model.release();
      expect(textOf(await readChunks(resumed))).toBe("e two");
      expect(textOf(await readChunks(elsewhere))).toBe("e two");
      await w.settled();
      expect(w.quota.charged(body.turnId)).toBe(7);
    });

    it("reports what is left of every limit, in the headers of the IETF draft", async () => {
      const w = world(scriptedModel(hello));
      const response = await w.post("/api/chat", chatBody(), "alice");
      expect(response.headers.get("ratelimit-policy")).toContain('"user.turns_per_day";q=20;w=86400');
      expect(response.headers.get("ratelimit")).toMatch(/"user\.turns_per_day";r=19;t=\d+/);
      expect(response.headers.get("ratelimit")).toMatch(/"user\.tokens_per_window";r=\d+;t=3600/);
      await readChunks(response);
      await w.settled();
      const quota = await w.get("/api/quota", "alice");
      expect(quota.headers.get("ratelimit")).toMatch(/"user\.turns_per_day";r=19/);
      expect(await quota.json()).toMatchObject({
        plan: "guest",
        turns: { used: 1, remaining: 19 },
        tokens: { used: 30 },
        inFlight: { used: 0 },
        degraded: false,
      });
    });

    it("keeps to the prices and prompt size of its reservation: a long history is cut, the question never", async () => {
      const model = scriptedModel(hello);
      const plans = { ...FAST_POLICY.plans, guest: { ...FAST_POLICY.plans.guest, historyChars: 300 } };
      const w = world(model, { ...FAST_POLICY, plans });
      const body = chatBody("ñ".repeat(140));
      const question = "ü".repeat(100);
      for (const words of [body.message.parts[0].text, question]) {
        await readChunks(await w.post("/api/chat", chatBody(words, { threadId: body.threadId }), "alice"));
        await w.settled();
      }
      const [, last] = model.requests;
      // 280 bytes of the first question and 15 of its answer fit; a byte more would not.
      expect(last?.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
      expect(last?.messages.at(-1)?.content).toBe(question);
      expect(last?.maxPrices).toMatchObject({ inputMicroUsdPerMTokens: 300_000, outputMicroUsdPerMTokens: 2_500_000 });
      const tight = world(model, {
        ...FAST_POLICY,
        plans: { ...plans, guest: { ...plans.guest, historyChars: 294 } },
      });
      for (const words of ["ñ".repeat(140), question]) {
        await readChunks(await tight.post("/api/chat", chatBody(words, { threadId: body.threadId }), "alice"));
        await tight.settled();
      }
      expect(model.requests.at(-1)?.messages.map(({ role }) => role)).toEqual(["system", "user"]);
    });

    it("can be stopped through its own process or another one, which closes the provider's stream", async () => {
      for (const via of ["gateway", "elsewhere"] as const) {
        const model = scriptedModel([[text("on and on")], "wait", [stop]]);
        const w = world(model);
        const body = chatBody();
        const response = await w.post("/api/chat", body, "alice");
        const stopped = await w.post(`/api/chat/${body.turnId}/stop`, {}, "alice", w[via]);
        expect(stopped.status).toBe(202);
        const chunks = await readChunks(response);
        expect(chunks.at(-1)).toEqual({ type: "abort", reason: "stopped" });
        await w.settled();
        expect(model.cancelled()).toBe(1);
        expect(await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" })).toMatchObject({
          status: "stopped",
          parts: [{ type: "text", text: "on and on" }],
        });
      }
    });

    it("of a dead worker shows the text of its checkpoints, as interrupted", async () => {
      const w = world(scriptedModel([[text("half an ans")], "wait", [stop]]));
      const body = chatBody();
      await w.store.begin(
        {
          turnId: body.turnId,
          threadId: body.threadId,
          model: "fast",
          worker: "worker-0123456789",
          leaseMs: 1,
          input: { kind: "submit", messageId: body.message.id, parts: body.message.parts },
          history: { maxMessages: 40, maxChars: 48_000 },
          reservation: { day: "2026-11-23", tokens: 900, costMicroUsd: 5_000 },
        },
        { userId: "alice", kind: "guest", plan: "guest" },
      );
      const chunk = { seq: 0, textStart: 0, segments: [{ kind: "text", text: "half an ans" }] } as const;
      const { turnId } = body;
      await w.store.checkpoint({
        turnId,
        chunk: { ...chunk, segments: [...chunk.segments] },
        progress: null,
      });
      const swept = async () => {
        w.store.interruptExpired();
        return (await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" }))?.status;
      };
      await expect.poll(swept).toBe("interrupted");
      const chunks = await readChunks(await w.get(`/api/chat/${body.turnId}/stream`, "alice"));
      expect(textOf(chunks)).toBe("half an ans");
      expect(chunks.slice(-2).map(({ type }) => type)).toEqual(["data-interrupted", "abort"]);
    });
  });

  describe("a failing provider", () => {
    it("and the one after it are told what the user's plan lets them keep", async () => {
      const model = scriptedModel([refused(true)], hello);
      const { guest } = FAST_POLICY.plans;
      const plans = { ...FAST_POLICY.plans, guest: { ...guest, providerData: "not-kept" } } as const;
      const w = world(model, { ...FAST_POLICY, plans });
      await readChunks(await w.post("/api/chat", chatBody(), "alice"));
      expect(model.requests.map(({ providerData }) => providerData)).toEqual(["not-kept", "not-kept"]);
    });

    it("is replaced by the second route before the first token", async () => {
      const model = scriptedModel([refused(true)], hello);
      const w = world(model);
      expect(textOf(await readChunks(await w.post("/api/chat", chatBody(), "alice")))).toBe("Hello Kingston!");
      expect(model.requests.map((request) => request.model)).toEqual([
        "google/gemini-2.5-flash",
        "openai/gpt-4.1-mini",
      ]);
    });

    it("is replaced by the second route when it stays silent, and the charge includes what it may bill for the prompt", async () => {
      const model = scriptedModel(["wait"], hello);
      const w = world(model);
      const body = chatBody();
      expect(textOf(await readChunks(await w.post("/api/chat", body, "alice")))).toBe("Hello Kingston!");
      await w.settled();
      expect(w.quota.charged(body.turnId)).toBeGreaterThan(42);
    });

    it("is not called while its breaker is open (503, attributed to the provider), and is called again once it recovers", async () => {
      const down = { ok: false, retryable: true, refusal: { code: "provider_unavailable" } } as const;
      const model = scriptedModel(...Array.from({ length: 10 }, () => [down]), hello);
      const breaker = { ...FAST_POLICY.breaker, openMs: 60 };
      const w = world(model, { ...FAST_POLICY, breaker });
      const statuses = [];
      for (let i = 0; i < 6; i++) {
        statuses.push((await w.post("/api/chat", chatBody(), `user${"abcdefgh"[i]}`)).status);
        await w.settled();
      }
      expect(statuses).toEqual([503, 503, 503, 503, 503, 503]);
      // Both routes were tried five times; the sixth turn reached none of them.
      expect(model.requests).toHaveLength(10);
      expect(w.events.at(-1)).toMatchObject({
        event: "request-refused",
        scope: "provider.breaker",
        attribution: "provider",
      });
      await new Promise((resolve) => setTimeout(resolve, 80));
      expect(textOf(await readChunks(await w.post("/api/chat", chatBody(), "userz")))).toBe("Hello Kingston!");
    });

    it("gives its status to the response when no route works, and the turn does not count", async () => {
      const w = world(scriptedModel([refused(true)]));
      const response = await w.post("/api/chat", chatBody(), "alice");
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("2");
      await w.settled();
      const quota = (await (await w.get("/api/quota", "alice")).json()) as { turns: { used: number } };
      expect(quota.turns.used).toBe(0);
      expect(w.quota.inFlight(Date.now())).toBe(0);
    });

    it.each([
      ["breaks after its first token", [[text("so far")], "cut"] as const, "upstream_error"],
      ["falls silent after its first token", [[text("so far")], "wait"] as const, "upstream_timeout"],
      ["ends without saying so", [[text("so far")]] as const, "upstream_error"],
    ])("that %s keeps the text shown so far and is not called twice", async (_, script, code) => {
      const model = scriptedModel(script);
      const w = world(model);
      const chunks = await readChunks(await w.post("/api/chat", chatBody(), "alice"));
      expect(textOf(chunks)).toBe("so far");
      expect(chunks.find(({ type }) => type === "data-error")).toMatchObject({ data: { code } });
      expect(chunks.at(-1)?.type).toBe("error");
      expect(model.requests).toHaveLength(1);
    });
  });

  describe("a refusal", () => {
    const w = world(scriptedModel(hello));
    const { message: _, ...noMessage } = chatBody();
    it.each([
      ["not JSON", "{", "alice", 400, "invalid_request"],
      ["an empty object", {}, "alice", 400, "invalid_request"],
      ["no message", noMessage, "alice", 400, "invalid_request"],
      ["an empty message", chatBody("  "), "alice", 400, "invalid_request"],
      ["an unknown field", { ...chatBody(), admin: true }, "alice", 400, "invalid_request"],
      ["an unknown model", { ...chatBody(), model: "toString" }, "alice", 400, "invalid_request"],
      ["a model outside the plan", { ...chatBody(), model: "smart" }, "alice", 403, "forbidden"],
      ["a megabyte", { ...chatBody(), pad: "x".repeat(1 << 20) }, "alice", 413, "payload_too_large"],
      ["no token", chatBody(), undefined, 401, "unauthenticated"],
      ["a forged token", chatBody(), "NOT-OURS", 401, "unauthenticated"],
    ])("of %s is JSON with its code, and changes nothing", async (_name, body, as, status, code) => {
      const response = await w.post("/api/chat", body, as);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ error: { code }, requestId: expect.any(String) as string });
      expect(w.quota.inFlight(Date.now())).toBe(0);
      expect(w.store.ledger).toHaveLength(0);
    });

    it("is the answer to a wrong content type, origin or method, an unknown path and a scanner", async () => {
      const call = async (path: string, init: RequestInit) => {
        const ignore = { waitUntil: () => undefined, ip: null, country: null };
        return (await w.gateway(new Request(`https://sendcat.test${path}`, init), ignore)).status;
      };
      const json = { "content-type": "application/json", host: "sendcat.test" };
      expect(await call("/api/chat", { method: "POST", body: "hi", headers: { "content-type": "text/plain" } })).toBe(
        415,
      );
      expect(
        await call("/api/chat", { method: "POST", body: "{}", headers: { ...json, origin: "https://evil.test" } }),
      ).toBe(403);
      expect(await call("/api/chat", { method: "GET" })).toBe(405);
      expect(await call("/api/nothing", { method: "GET" })).toBe(404);
      expect(await call("/api/config", { headers: { "user-agent": "a scanner" } })).toBe(403);
    });

    it("protects a user's thread, turn and stream from other users", async () => {
      const body = chatBody();
      await readChunks(await w.post("/api/chat", body, "alice"));
      await w.settled();
      const charged = w.store.ledger.length;
      expect((await w.post("/api/chat", chatBody("hi", { threadId: body.threadId }), "bob")).status).toBe(404);
      expect((await w.post("/api/chat", body, "bob")).status).toBe(409);
      expect((await w.get(`/api/chat/${body.turnId}/stream`, "bob")).status).toBe(204);
      expect((await w.post(`/api/chat/${body.turnId}/stop`, {}, "bob")).status).toBe(404);
      expect((await w.get(`/api/threads/${body.threadId}/messages`, "bob")).status).toBe(404);
      expect(w.store.ledger).toHaveLength(charged);
      expect(w.quota.inFlight(Date.now())).toBe(0);
    });

    it("comes at once, and reserves nothing, when as many turns as allowed already wait for a slow core", async () => {
      const { failure } = FAST_POLICY;
      const begin = { ...failure.begin, maxInFlight: 2 };
      const busy = world(scriptedModel(hello), { ...FAST_POLICY, failure: { ...failure, begin } });
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const beginAtOnce = busy.store.begin.bind(busy.store);
      const slow = vi.spyOn(busy.store, "begin").mockImplementation(async (...asked) => {
        await opened;
        return await beginAtOnce(...asked);
      });
      const waiting = ["usera", "userb"].map(async (name) => await busy.post("/api/chat", chatBody(), name));
      await expect.poll(() => slow).toHaveBeenCalledTimes(2);
      const response = await busy.post("/api/chat", chatBody(), "userc");
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ error: { scope: "convex.begin", retryAfterMs: 1_000 } });
      expect(busy.quota.inFlight(Date.now())).toBe(2);
      open();
      const answers = [...(await Promise.all(waiting)), await busy.post("/api/chat", chatBody(), "userc")];
      for (const answer of answers) expect(textOf(await readChunks(answer))).toBe("Hello Kingston!");
    });

    it("names the limit and the time to retry once the day's turns are used up", async () => {
      const plans = { ...FAST_POLICY.plans, guest: { ...FAST_POLICY.plans.guest, turnsPerDay: 1 } };
      const small = world(scriptedModel(hello), { ...FAST_POLICY, plans });
      await readChunks(await small.post("/api/chat", chatBody(), "alice"));
      await small.settled();
      const response = await small.post("/api/chat", chatBody(), "alice");
      expect(response.status).toBe(429);
      const { error } = (await response.json()) as { error: { retryAfterMs: number } };
      expect(error).toMatchObject({ code: "quota_exceeded", scope: "user.turns_per_day", limit: 1, remaining: 0 });
      const seconds = Math.ceil(error.retryAfterMs / 1_000);
      expect(response.headers.get("retry-after")).toBe(String(seconds));
      expect(response.headers.get("ratelimit")).toMatch(/^"user\.turns_per_day";r=0;t=\d+$/);
    });
  });
}
