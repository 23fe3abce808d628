import { describe, expect, it } from "vitest";
import { FAST_POLICY, chatBody, world } from "./world.ts";
import { memoryProof, scriptedModel, stop, text, usage } from "@sendcat/port-contracts";

const hello = [[text("Hello "), text("Kingston")], [text("!")], [usage(42), stop]] as const;

/** What a device that has done the work shows. */
async function solved(purpose: "session" | "send"): Promise<string> {
  return (await memoryProof().challenge(purpose)).signature;
}

/** Who is let in, and under what name. */
export function entrySuite(): void {
  describe("programs that pretend to be people", () => {
    it("fill in the field that nobody sees, and are let in nowhere", async () => {
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

    it("have to work for their names once an address has asked for many", async () => {
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
      // Work that was done for a message gives no name.
      expect((await w.post("/api/session", { proof: await solved("send") })).status).toBe(428);
      const proof = await solved("session");
      const proved = await w.post("/api/session", { proof });
      expect(await proved.json()).toMatchObject({ token: expect.stringMatching(/^newguest[a-z]*proven$/) });
      expect((await w.post("/api/session", { proof })).status).toBe(428);
    });

    it("neither lock out who shares their address nor make everybody else prove themselves, however often they ask", async () => {
      const w = world(scriptedModel(hello));
      w.throttled.set("session-free", FAST_POLICY.proof.freeSessionsPerAddress);
      for (let i = 0; i < 100; i++) expect((await w.post("/api/session", {})).status).toBe(428);
      expect(w.throttled.get("session-service")).toBeUndefined();
      expect((await w.post("/api/session", { proof: await solved("session") })).status).toBe(200);
    });

    it("get no more names of one address than it may have, proofs or not", async () => {
      const w = world(scriptedModel(hello));
      w.throttled.set("session", 60);
      expect((await w.post("/api/session", { proof: await solved("session") })).status).toBe(429);
    });

    it("have to work for a message while places are scarce, unless they have", async () => {
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
      // Bob's token after each proof: one that was done for a new name is none for a message.
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
