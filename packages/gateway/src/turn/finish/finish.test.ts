import { serviceDay } from "@sendcat/shared-types";
import { expect, it, vi } from "vitest";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { readChunks } from "../../testing/read-ui-stream.ts";
import { chatBody, FAST_POLICY, world } from "../../testing/world.ts";

const settlements = { refused: async () => ({ settled: false, alertsAtPercent: [] }), broken: () => Promise.reject() };

it.each(["refused", "broken"] as const)(
  "leaves the settlement to the core when Redis did not take it (%s), so that the day's spend includes the answer",
  async (how) => {
    const w = world(scriptedModel([[text("Yes.")], [usage(42), stop]]));
    vi.spyOn(w.quota, "settle").mockImplementation(settlements[how]);
    const told = chatBody();
    await readChunks(await w.post("/api/chat", told, "alice"));
    await w.settled();
    expect([...w.store.owed]).toEqual([told.turnId]);
  },
);

it("leaves the core nothing to settle when Redis has taken the settlement", async () => {
  const w = world(scriptedModel([[text("Yes.")], [usage(42), stop]]));
  await readChunks(await w.post("/api/chat", chatBody(), "alice"));
  await w.settled();
  expect([...w.store.owed]).toEqual([]);
});

it("books an answer on the Caribbean day on which it was admitted, even if it ends after midnight", async () => {
  const { endMs, name } = serviceDay(Date.now(), FAST_POLICY.timeZone);
  const clock = vi.spyOn(Date, "now").mockReturnValue(endMs - 50);
  try {
    const model = scriptedModel([[text("Late ")], "wait", [text("answer")], [usage(42), stop]]);
    const w = world(model);
    const finish = vi.spyOn(w.store, "finish");
    const answer = await w.post("/api/chat", chatBody(), "alice");
    clock.mockReturnValue(endMs + 50);
    model.release();
    await readChunks(answer);
    await w.settled();
    expect(finish.mock.calls.map(([{ day }]) => day)).toEqual([name]);
    expect(w.quota.settled(name)).toBe(42);
  } finally {
    clock.mockRestore();
  }
});
