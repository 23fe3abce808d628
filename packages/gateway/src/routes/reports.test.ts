import { describe, expect, it } from "vitest";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { readChunks } from "../testing/read-ui-stream.ts";
import { chatBody, world } from "../testing/world.ts";

const OPERATOR = "op-olive";

async function answered() {
  const w = world(scriptedModel([[text("Free shipping!")], [usage(42), stop]]));
  const { turnId, threadId } = chatBody();
  await readChunks(await w.post("/api/chat", chatBody("Shipping?", { turnId, threadId }), "alice"));
  await w.settled();
  const report = { about: "turn", id: turnId, reason: "wrong", text: "It is not free" };
  const listed = async () => {
    const response = await w.get("/api/ops/reports?limit=10", OPERATOR);
    // safe because the world checks every answer against its schema
    return ((await response.json()) as { items: { reportId: string; handledBy: string | null }[] }).items;
  };
  return { ...w, report, listed };
}

describe("reporting an answer", () => {
  it("reaches the operators once, with the guest's words, and can be marked as handled", async () => {
    const { post, report, listed } = await answered();
    for (let n = 0; n < 2; n++) expect((await post("/api/reports", report, "alice")).status).toBe(200);
    const [first, ...others] = await listed();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ ...report, reporterId: expect.stringContaining("alice"), handledBy: null });
    const handle = `/api/ops/reports/${first?.reportId}/handle`;
    expect((await post(handle, {}, "alice")).status).toBe(403);
    expect((await post(handle, {}, OPERATOR)).status).toBe(200);
    expect((await listed())[0]?.handledBy).toContain("olive");
  });

  it("is refused for somebody else's answer, for a reason or a text out of bounds, and without a token", async () => {
    const { post, get, report, listed } = await answered();
    expect((await post("/api/reports", report, "bob")).status).toBe(404);
    const unknown = { ...report, about: "share", id: "no-such-link-0000" };
    expect((await post("/api/reports", unknown, "alice")).status).toBe(404);
    expect((await post("/api/reports", { ...report, reason: "because" }, "alice")).status).toBe(400);
    expect((await post("/api/reports", { ...report, text: "x".repeat(501) }, "alice")).status).toBe(400);
    expect((await post("/api/reports", report)).status).toBe(401);
    expect((await get("/api/ops/reports", "alice")).status).toBe(403);
    expect(await listed()).toEqual([]);
  });

  it("is throttled by user: nobody buries the operators", async () => {
    const { post, report } = await answered();
    const statuses: number[] = [];
    for (let n = 0; n < 61; n++) statuses.push((await post("/api/reports", report, "alice")).status);
    expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 200));
    expect(statuses[60]).toBe(429);
  });
});
