import { SendcatError } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { readChunks, textOf } from "../../testing/read-ui-stream.ts";
import { chatBody, world } from "../../testing/world.ts";

/** A turn whose store fails the first `refusals` calls of `finish`. */
async function answered(refusals: number, code: "capacity_saturated" | "internal") {
  const w = world(scriptedModel([[text("Kept.")], [usage(7), stop]]));
  const { finish } = w.store;
  let tries = 0;
  Object.assign(w.store, {
    finish: async (ending: Parameters<typeof finish>[0]) => {
      tries += 1;
      if (tries <= refusals) throw new SendcatError({ code, scope: "convex" });
      await finish(ending);
    },
  });
  const body = chatBody();
  const answer = await w.post("/api/chat", body, "alice");
  expect(textOf(await readChunks(answer))).toBe("Kept.");
  if (code === "capacity_saturated") {
    // This process serves the answer while the store does not have it.
    const again = await w.get(`/api/chat/${body.turnId}/stream?after=0`, "alice");
    expect(textOf(await readChunks(again))).toBe("Kept.");
  }
  await w.settled();
  const stored = await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" });
  return { tries, status: stored?.status, charged: w.quota.charged(body.turnId), events: w.events };
}

it("stores an answer once the store is back, and records its end only once", async () => {
  const { events, ...rest } = await answered(3, "capacity_saturated");
  expect(rest).toEqual({ tries: 4, status: "complete", charged: 7 });
  expect(events.filter(({ event }) => event === "turn-finished")).toHaveLength(1);
});

it("does not retry a fault that waiting cannot fix", async () => {
  expect(await answered(9, "internal")).toMatchObject({ tries: 1, status: "streaming", charged: 7 });
});
