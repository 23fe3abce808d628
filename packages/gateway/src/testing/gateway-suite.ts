import { describe, expect, it, vi } from "vitest";
import { FAST_POLICY, chatBody, world } from "./world.ts";
import { messageOf, readChunks, textOf } from "./read-ui-stream.ts";
import { scriptedModel, stop, text, usage } from "./scripted-model.ts";

const hello = [[text("Hello "), text("Kingston")], [text("!")], [usage(42), stop]] as const;
const refused = (retryable: boolean) =>
  ({ ok: false, retryable, refusal: { code: "provider_unavailable", retryAfterMs: 2_000 } }) as const;

/** The gateway with real Requests and Responses; run in Node and in the edge runtime. */
export function gatewaySuite(): void {
  describe("a turn", () => {
    it("streams the answer, stores it, charges what the provider says, and leaves nothing in flight", async () => {
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
      expect(w.quota.charged.get(body.turnId)).toBe(42);
      expect(w.quota.inFlight()).toBe(0);
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

    it("sends the model the conversation so far, bounded, behind the system prompt", async () => {
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

    it("runs on to its end when the reader goes, and a reader who comes back loses nothing", async () => {
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
      expect(w.quota.charged.get(body.turnId)).toBe(7);
    });

    it("is stopped from the same process and from another one, closing the provider's stream", async () => {
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

    it("shows what a dead worker had checkpointed, as interrupted", async () => {
      const w = world(scriptedModel([[text("half an ans")], "wait", [stop]]));
      const body = chatBody();
      await w.store.begin(
        {
          turnId: body.turnId,
          threadId: body.threadId,
          model: "fast",
          leaseMs: 1,
          input: { kind: "submit", messageId: body.message.id, parts: body.message.parts },
          history: FAST_POLICY.history,
        },
        { token: "alice" },
      );
      const chunk = { seq: 0, textStart: 0, segments: [{ kind: "text", text: "half an ans" }] } as const;
      await w.store.checkpoint({ turnId: body.turnId, chunk: { ...chunk, segments: [...chunk.segments] }, leaseMs: 1 });
      await vi.waitFor(async () => {
        w.store.interruptExpired();
        const view = await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" });
        expect(view?.status).toBe("interrupted");
      });
      const chunks = await readChunks(await w.get(`/api/chat/${body.turnId}/stream`, "alice"));
      expect(textOf(chunks)).toBe("half an ans");
      expect(chunks.slice(-2).map(({ type }) => type)).toEqual(["data-interrupted", "abort"]);
    });
  });

  describe("a failing provider", () => {
    it("is left for the second route before the first token", async () => {
      const model = scriptedModel([refused(true)], hello);
      const w = world(model);
      expect(textOf(await readChunks(await w.post("/api/chat", chatBody(), "alice")))).toBe("Hello Kingston!");
      expect(model.requests.map((request) => request.model)).toEqual([
        "google/gemini-2.5-flash",
        "openai/gpt-4.1-mini",
      ]);
    });

    it("is left for the second route when it stays silent", async () => {
      const model = scriptedModel(["wait"], hello);
      const w = world(model);
      expect(textOf(await readChunks(await w.post("/api/chat", chatBody(), "alice")))).toBe("Hello Kingston!");
    });

    it("is answered with its status when no route works, and the turn is given back", async () => {
      const w = world(scriptedModel([refused(true)]));
      const response = await w.post("/api/chat", chatBody(), "alice");
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("2");
      await w.settled();
      const quota = (await (await w.get("/api/quota", "alice")).json()) as { turns: { used: number } };
      expect(quota.turns.used).toBe(0);
      expect(w.quota.inFlight()).toBe(0);
    });

    it.each([
      ["breaks after its first token", [[text("so far")], "cut"] as const, "upstream_error"],
      ["falls silent after its first token", [[text("so far")], "wait"] as const, "upstream_timeout"],
      ["ends without saying so", [[text("so far")]] as const, "upstream_error"],
    ])("that %s keeps what was shown and is never tried twice", async (_, script, code) => {
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
    ])("of %s says so in JSON and changes nothing", async (_name, body, as, status, code) => {
      const response = await w.post("/api/chat", body, as);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ error: { code }, requestId: expect.any(String) as string });
      expect(w.quota.inFlight()).toBe(0);
      expect(w.store.ledger).toHaveLength(0);
    });

    it("meets a wrong content type, a wrong origin, a wrong method and an unknown path", async () => {
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

    it("keeps one user's thread, turn and stream from another", async () => {
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
      expect(w.quota.inFlight()).toBe(0);
    });

    it("says which limit, and when to come back, once the day's turns are used", async () => {
      const plans = { ...FAST_POLICY.plans, guest: { ...FAST_POLICY.plans.guest, turnsPerDay: 1 } };
      const small = world(scriptedModel(hello), { ...FAST_POLICY, plans });
      await readChunks(await small.post("/api/chat", chatBody(), "alice"));
      await small.settled();
      const response = await small.post("/api/chat", chatBody(), "alice");
      expect(response.status).toBe(429);
      expect(response.headers.get("retry-after")).toBe("2");
      expect(await response.json()).toMatchObject({ error: { code: "quota_exceeded", limit: 1, remaining: 0 } });
    });
  });

  describe("a session", () => {
    it("is kept in a cookie the page cannot read, and gives the same guest again", async () => {
      const w = world(scriptedModel(hello));
      const response = await w.post("/api/session", {});
      const cookie = response.headers.get("set-cookie") ?? "";
      expect(cookie).toMatch(/HttpOnly; SameSite=Strict; Secure/);
      expect(await response.json()).not.toHaveProperty("sessionToken");
    });

    it("is handed to a native client, which brings it back as a bearer token", async () => {
      const w = world(scriptedModel(hello));
      const { sessionToken } = (await (await w.post("/api/session", { client: "native" })).json()) as {
        sessionToken: string;
      };
      const again = (await (await w.post("/api/session", { client: "native" }, sessionToken)).json()) as {
        user: { id: string };
      };
      expect(again.user.id).toBe("newguest");
    });
  });
}
