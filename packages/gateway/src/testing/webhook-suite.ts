import { describe, expect, it } from "vitest";
import { BANK_HEADER, scriptedModel, signAsBank } from "@sendcat/port-contracts";
import { FAST_POLICY, world, type World } from "./world.ts";

function open(webhooks: Partial<typeof FAST_POLICY.webhooks> = {}) {
  const w = world(scriptedModel([]), { ...FAST_POLICY, webhooks: { ...FAST_POLICY.webhooks, ...webhooks } });
  return {
    w,
    deliver: (body: string, signature = signAsBank(body), source = "bank") => deliver(w, { body, signature, source }),
  };
}

async function deliver(w: World, { body, signature, source }: { body: string; signature: string; source: string }) {
  const headers = { "content-type": "application/json", [BANK_HEADER]: signature };
  const request = new Request(`https://sendcat.test/api/webhooks/${source}`, { method: "POST", body, headers });
  const response = await w.gateway(request, { waitUntil: () => undefined, ip: null, country: null });
  // safe because both bodies are the gateway's own
  return { status: response.status, said: (await response.json()) as Record<string, unknown> };
}

/** Tests of incoming webhooks. */
export function webhookSuite(): void {
  describe("a webhook", () => {
    it("takes effect once, however often it is delivered", async () => {
      const { w, deliver } = open();
      expect(await deliver("evt_1")).toMatchObject({ status: 200, said: { outcome: "applied" } });
      expect(await deliver("evt_1")).toMatchObject({ status: 200, said: { outcome: "duplicate" } });
      expect(w.inbox.received.size).toBe(1);
    });

    it("with a wrong signature is refused before the throttle and the core are called", async () => {
      const { w, deliver } = open();
      expect((await deliver("evt_1", "made up")).status).toBe(401);
      expect(w.inbox.received.size).toBe(0);
      expect(w.throttled.size).toBe(0);
    });

    it("of an unknown source, without a valid event, or too large is refused; one of an event type that we ignore is accepted", async () => {
      const { w, deliver } = open({ maxBodyBytes: 1_024 });
      expect((await deliver("evt_1", signAsBank("evt_1"), "constructor")).status).toBe(404);
      expect((await deliver("{}")).status).toBe(400);
      expect((await deliver(`evt_${"x".repeat(2_000)}`)).status).toBe(413);
      expect(await deliver("ignored")).toMatchObject({ status: 200, said: { outcome: "ignored" } });
      expect(w.inbox.received.size).toBe(0);
    });

    it("that the core failed to take is not remembered, so its redelivery takes effect", async () => {
      const { w, deliver } = open();
      w.inbox.before = () => Promise.reject(new Error("Convex is away"));
      expect((await deliver("evt_1")).status).toBe(500);
      w.inbox.before = null;
      expect(await deliver("evt_1")).toMatchObject({ status: 200, said: { outcome: "applied" } });
    });

    it("is refused with 503 during a burst of deliveries, while known ones are still acknowledged", async () => {
      const { w, deliver } = open({ maxInFlight: 2 });
      await deliver("evt_known");
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      w.inbox.before = () => released;
      const taken = [deliver("evt_1"), deliver("evt_2")];
      await expect.poll(async () => (await deliver("evt_3")).status).toBe(503);
      expect((await deliver("evt_known")).status).toBe(200);
      release();
      for (const one of taken) expect((await one).status).toBe(200);
      expect((await deliver("evt_3")).status).toBe(200);
    });

    it("is refused with a retry time when its source has sent too many", async () => {
      const { w, deliver } = open();
      w.throttled.set("webhook", 60);
      const { status, said } = await deliver("evt_1");
      expect(status).toBe(429);
      expect(said).toMatchObject({ error: { code: "rate_limited", scope: "webhook.source", retryAfterMs: 9_000 } });
    });
  });
}
