import { SendcatError } from "@sendcat/shared-types";
import { describe, expect, it, vi } from "vitest";
import { chatBody, FAST_POLICY, world } from "./world.ts";
import { readChunks, textOf } from "./read-ui-stream.ts";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";

/** Tests of turns across processes, and of a host's shutdown. */
export function hostSuite(): void {
  describe("a host that shuts down", () => {
    it("takes no new turns and is not ready, while running turns continue", async () => {
      const model = scriptedModel([[text("half ")], "wait", [text("and whole")], [usage(42), stop]]);
      const w = world(model);
      const body = chatBody();
      const response = await w.post("/api/chat", body, "alice");
      w.host.draining = true;
      expect((await w.get("/api/ready")).status).toBe(503);
      const refused = await w.post("/api/chat", chatBody(), "bob");
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ error: { code: "capacity_saturated", scope: "host.draining" } });
      expect((await w.get(`/api/chat/${body.turnId}/stream`, "alice")).status).toBe(200);
      model.release();
      expect(textOf(await readChunks(response))).toBe("half and whole");
    });

    it("ends turns that still run as interrupted: their text stored, their cost settled, their place free", async () => {
      const model = scriptedModel([[text("half an answer")], "wait", [stop]]);
      const w = world(model);
      const body = chatBody();
      const response = await w.post("/api/chat", body, "alice");
      await expect.poll(() => model.requests).toHaveLength(1);
      w.host.ending.abort();
      const chunks = await readChunks(response);
      expect(textOf(chunks)).toBe("half an answer");
      expect(chunks.slice(-2).map(({ type }) => type)).toEqual(["data-interrupted", "abort"]);
      await w.settled();
      expect(model.cancelled()).toBe(1);
      expect(await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" })).toMatchObject({
        status: "interrupted",
        parts: [{ type: "text", text: "half an answer" }],
      });
      expect(w.quota.inFlight(Date.now())).toBe(0);
      expect(w.store.ledger).toMatchObject([{ isFinal: false }]);
    });
  });

  describe("a turn sent to two processes at once", () => {
    it("is begun by the second one, and the first one neither releases its reservation nor charges it twice", async () => {
      const model = scriptedModel([[text("Hello ")], "wait", [text("Kingston")], [usage(42), stop]]);
      const w = world(model);
      const body = chatBody();
      const { begin } = w.store;
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const late = vi.spyOn(w.store, "begin").mockImplementationOnce(async (...args) => {
        await held;
        return await begin.apply(w.store, args);
      });
      const first = w.post("/api/chat", body, "alice");
      await expect.poll(() => late).toHaveBeenCalledOnce();
      const second = await w.post("/api/chat", body, "alice", w.elsewhere);
      letGo();
      const one = await first;
      expect(w.quota.inFlight(Date.now())).toBe(1);
      model.release();
      const [mine, theirs] = await Promise.all([readChunks(one), readChunks(second)]);
      expect([textOf(mine), textOf(theirs)]).toEqual(["Hello Kingston", "Hello Kingston"]);
      await w.settled();
      expect(w.quota.charged(body.turnId)).toBe(42);
      expect(w.quota.inFlight(Date.now())).toBe(0);
    });
  });

  describe("a running turn that is sent again while the store is unavailable", () => {
    it("keeps its place and its reservation, and is charged its cost", async () => {
      const model = scriptedModel([[text("Hello ")], "wait", [text("Kingston")], [usage(42), stop]]);
      const w = world(model);
      const body = chatBody();
      const answer = await w.post("/api/chat", body, "alice");
      vi.spyOn(w.store, "begin").mockRejectedValueOnce(
        new SendcatError({ code: "capacity_saturated", scope: "convex" }),
      );
      expect((await w.post("/api/chat", body, "alice", w.elsewhere)).status).toBe(503);
      expect(w.quota.inFlight(Date.now())).toBe(1);
      model.release();
      expect(textOf(await readChunks(answer))).toBe("Hello Kingston");
      await w.settled();
      expect(w.quota.charged(body.turnId)).toBe(42);
    });
  });

  describe("a flood", () => {
    it("of readiness checks reaches the core once a second", async () => {
      const w = world(scriptedModel([[stop]]));
      const read = vi.spyOn(w.store, "read");
      const answers = await Promise.all(Array.from({ length: 200 }, () => w.get("/api/ready")));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(read.mock.calls.length).toBeLessThan(5);
    });

    it.each(["here", "elsewhere"] as const)(
      "of readers of one turn, who run %s and read nothing, is bounded",
      async (at) => {
        const model = scriptedModel([[text("half ")], "wait", [text("and whole")], [usage(42), stop]]);
        const w = world(model);
        const body = chatBody();
        const own = await w.post("/api/chat", body, "alice");
        const via = at === "here" ? w.gateway : w.elsewhere;
        const open = async () => await w.get(`/api/chat/${body.turnId}/stream`, "alice", via);
        const { perTurn } = FAST_POLICY.readers;
        const first = await Promise.all(Array.from({ length: perTurn }, open));
        expect(first.map(({ status }) => status)).toEqual(Array(perTurn).fill(200));
        const refused = await open();
        expect(refused.status).toBe(429);
        expect(await refused.json()).toMatchObject({ error: { scope: "turn.readers", limit: perTurn } });
        // A turn that is sent again is one more reader of it.
        expect((await w.post("/api/chat", body, "alice", via)).status).toBe(429);
        await first[0]?.body?.cancel();
        const back = await open();
        expect(back.status).toBe(200);
        model.release();
        for (const reader of [own, back, ...first.slice(1)])
          expect(textOf(await readChunks(reader))).toBe("half and whole");
        await w.settled();
        expect(w.quota.charged(body.turnId)).toBe(42);
        // A reader that has read to the end no longer counts.
        const again = await Promise.all(Array.from({ length: perTurn }, open));
        expect(again.map(({ status }) => status)).toEqual(Array(perTurn).fill(200));
        w.throttled.set("read", 60);
        for (const reader of again) await reader.body?.cancel();
        expect(await (await open()).json()).toMatchObject({ error: { scope: "user.read" } });
      },
    );
  });

  describe("a reader in another process", () => {
    it("gets checkpoints more often than the policy's gaps, until the answer ends", async () => {
      const model = scriptedModel([[text("one ")], "wait", [text("two")], [usage(42), stop]]);
      const w = world(model);
      const body = chatBody();
      const own = await w.post("/api/chat", body, "alice");
      const other = await w.get(`/api/chat/${body.turnId}/stream`, "alice", w.elsewhere);
      const written = async () =>
        (await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" }))?.chunks.length;
      await expect.poll(written).toBeGreaterThan(0);
      model.release();
      const [mine, theirs] = await Promise.all([readChunks(own), readChunks(other)]);
      expect(textOf(theirs)).toBe(textOf(mine));
      expect(theirs.at(-1)?.type).toBe("finish");
    });
  });
}
