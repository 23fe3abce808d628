import { scriptedModel, stop, text } from "@sendcat/port-contracts";
import { expect, it } from "vitest";
import { readChunks, textOf } from "../testing/read-ui-stream.ts";
import { chatBody, FAST_POLICY, world } from "../testing/world.ts";

it("shows a reader in another process a search, a source and the text around them once each", async () => {
  const model = scriptedModel(
    [
      [text("Looking. "), { type: "tool-call-start", callId: "c1", name: "search_web" }],
      [
        { type: "tool-call", callId: "c1", name: "search_web", input: '{"query":"duty"}' },
        { type: "finish", reason: "tool-calls" },
      ],
    ],
    [[{ type: "source", url: "https://a.example/", title: "Duty" }, text("It is ")], "wait", [text("20 %."), stop]],
  );
  const w = world(model, { ...FAST_POLICY, tools: { ...FAST_POLICY.tools, offered: ["search_web"] } });
  const body = chatBody();
  await w.post("/api/chat", body, "alice");
  const rows = async () => (await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" }))?.chunks;
  await expect.poll(async () => JSON.stringify(await rows())).toContain("It is ");
  const there = await w.get(`/api/chat/${body.turnId}/stream`, "alice", w.elsewhere);
  model.release();
  const chunks = await readChunks(there);
  await w.settled();
  const times = (wanted: string) => chunks.filter(({ type }) => type === wanted).length;
  expect(textOf(chunks)).toBe("Looking. It is 20 %.");
  expect(["tool-input-start", "tool-output-available", "source-url", "text-start"].map(times)).toEqual([1, 1, 1, 2]);
});
