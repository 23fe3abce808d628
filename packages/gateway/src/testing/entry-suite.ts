import type { ProofPurpose } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { FAST_POLICY, chatBody, world } from "./world.ts";
import { memoryProof, scriptedModel, stop, text, usage } from "@sendcat/port-contracts";

const hello = [[text("Hello "), text("Kingston")], [text("!")], [usage(42), stop]] as const;

/** A valid proof of work for a purpose. */
async function solved(purpose: ProofPurpose): Promise<string> {
  return (await memoryProof().challenge(purpose)).signature;
}

/** Who may enter: bots, proof of work and sessions. */
export function entrySuite(): void {
  describe("bots", () => {
    it("that fill in the hidden form field are blocked everywhere", async () => {
      const w = world(scriptedModel(hello));
      for (const [path, body] of [
        ["/api/session", { website: "https://spam.test" }],
        ["/api/chat", { ...chatBody(), website: "https://spam.test" }],
      ] as const) {
        const response = await w.post(path, body, "alice");
        expect(response.status).toBe(403);
        expect(await response.json()).toMatchObject({ error: { code: "blocked", scope: "bot.honeypot" } });
      }
      expect((await w.post("/api/chat", { ...chatBody(), website: "" }, "alice")).status).toBe(200);
    });

    it("need a proof of work per session once their address has asked for many", async () => {
      const w = world(scriptedModel(hello));
      const { freeSessionsPerAddress } = FAST_POLICY.proof;
      for (let i = 0; i < freeSessionsPerAddress; i++) expect((await w.post("/api/session", {})).status).toBe(200);
      const asked = await w.post("/api/session", {});
      expect(asked.status).toBe(428);
      expect(await asked.json()).toMatchObject({
        error: {
          code: "proof_required",
          scope: "bot.session",
          challenge: { signature: expect.stringMatching(/^session-/) },
        },
      });
      expect((await w.post("/api/session", { proof: "made up" })).status).toBe(428);
      // A proof for sending messages is not valid for a session.
      expect((await w.post("/api/session", { proof: await solved("send") })).status).toBe(428);
      const proof = await solved("session");
      const proved = await w.post("/api/session", { proof });
      expect(await proved.json()).toMatchObject({ token: expect.stringMatching(/^newguest[a-z]*proven$/) });
      expect((await w.post("/api/session", { proof })).status).toBe(428);
    });

    it.each([
      ["/api/session", {}, "session"],
      ["/api/session", { client: "native" }, "session"],
      ["/api/account/code", { email: "ana@sendcat.test" }, "code"],
    ] as const)(
      "that the host's own check finds have to work for %s %j: saying to be an app is no way around",
      async (path, body, purpose) => {
        const w = world(scriptedModel(hello));
        w.host.isBot = async () => true;
        const asked = await w.post(path, body);
        expect(asked.status).toBe(428);
        const challenge = { signature: expect.stringMatching(new RegExp(`^${purpose}-`)) };
        expect(await asked.json()).toMatchObject({ error: { code: "proof_required", scope: "bot.botid", challenge } });
        expect((await w.post(path, { ...body, proof: await solved("send") })).status).toBe(428);
        expect(w.throttled.size).toBe(0);
        const proof = await solved(purpose);
        expect((await w.post(path, { ...body, proof })).status).toBe(200);
        expect((await w.post(path, { ...body, proof })).status).toBe(428);
        // People in a browser notice nothing, nor does anybody while the check does not answer.
        w.host.isBot = async () => false;
        expect((await w.post(path, body)).status).toBe(200);
        w.host.isBot = async () => await Promise.reject(new Error("away"));
        expect((await w.post(path, body)).status).toBe(200);
      },
    );

    it("at a host that knows no addresses, count as one address: each needs a proof after the first few", async () => {
      const w = world(scriptedModel(hello));
      const { freeSessionsPerAddress } = FAST_POLICY.proof;
      const statuses: number[] = [];
      for (let n = 0; n < 150; n++) {
        const headers = { "content-type": "application/json" };
        const request = new Request("https://sendcat.test/api/session", { method: "POST", body: "{}", headers });
        statuses.push((await w.gateway(request, { waitUntil: () => undefined, ip: null, country: null })).status);
      }
      expect(statuses.filter((status) => status === 200)).toHaveLength(freeSessionsPerAddress);
      expect(new Set(statuses.slice(freeSessionsPerAddress))).toEqual(new Set([428]));
    });

    it("neither lock out users at the same address nor make all others need a proof, however often they ask", async () => {
      const w = world(scriptedModel(hello));
      w.throttled.set("session-free", FAST_POLICY.proof.freeSessionsPerAddress);
      for (let i = 0; i < 100; i++) expect((await w.post("/api/session", {})).status).toBe(428);
      expect(w.throttled.get("session-service")).toBeUndefined();
      expect((await w.post("/api/session", { proof: await solved("session") })).status).toBe(200);
    });

    it("get no more sessions than one address may have, even with proofs", async () => {
      const w = world(scriptedModel(hello));
      w.throttled.set("session", 60);
      expect((await w.post("/api/session", { proof: await solved("session") })).status).toBe(429);
    });

    it("need a proof of work for a message while places are scarce, but only once", async () => {
      const model = scriptedModel(["wait"]);
      const bulkheads = { openrouter_chat: 2 };
      const proof = { ...FAST_POLICY.proof, pressureShare: 0.5 };
      const failure = { ...FAST_POLICY.failure, provider: { mode: "failover", waitMs: 5_000 } } as const;
      const w = world(model, { ...FAST_POLICY, proof, failure, admission: { ...FAST_POLICY.admission, bulkheads } });
      const first = chatBody();
      const waiting = w.post("/api/chat", first, "alice");
      await expect.poll(() => model.requests).toHaveLength(1);
      const asked = await w.post("/api/chat", chatBody(), "bob");
      expect(asked.status).toBe(428);
      expect(await asked.json()).toMatchObject({
        error: { scope: "bot.proof", challenge: { signature: expect.stringMatching(/^send-/) } },
      });
      // Bob's token after each proof: a proof for a session does not count for a message.
      for (const [proof, token] of [
        [await solved("session"), "bob"],
        [await solved("send"), "bobproven"],
      ]) {
        const again = await w.post("/api/session", { client: "native", proof }, "s-bob");
        expect(await again.json()).toMatchObject({ token });
      }
      void w.post("/api/chat", chatBody(), "bobproven");
      await expect.poll(() => model.requests).toHaveLength(2);
      await w.post(`/api/chat/${first.turnId}/stop`, {}, "alice");
      await waiting;
    });
  });

  describe("a session", () => {
    it("is kept in a cookie that the page's scripts cannot read", async () => {
      const w = world(scriptedModel(hello));
      const response = await w.post("/api/session", {});
      const cookie = response.headers.get("set-cookie") ?? "";
      expect(cookie).toMatch(/HttpOnly; SameSite=Strict; Secure/);
      expect(await response.json()).not.toHaveProperty("sessionToken");
    });

    it("is returned to a native client, which sends it back as a bearer token", async () => {
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
