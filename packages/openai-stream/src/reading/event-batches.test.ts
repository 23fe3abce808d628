import type { ModelEvent } from "@sendcat/shared-types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RECORDED_STREAMS } from "../fixtures/recorded-streams.ts";
import { eventBatches } from "./event-batches.ts";
import { SseTranscoder } from "./sse-transcoder.ts";

/** The events of a stream that arrives in these packets. */
async function read(packets: readonly Uint8Array[], breaks = false): Promise<ModelEvent[]> {
  const coming = [...packets];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const packet = coming.shift();
      if (packet) controller.enqueue(packet);
      else if (breaks) controller.error(new Error("connection reset"));
      else controller.close();
    },
  });
  const events: ModelEvent[] = [];
  for await (const batch of eventBatches(body, new SseTranscoder(), { onEnd() {}, abort() {} })) {
    expect(batch.length).toBeGreaterThan(0);
    events.push(...batch);
  }
  return events;
}

function cut(wire: string, places: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(wire);
  const ends = [...new Set(places.map((place) => place % bytes.length)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
}

const textOf = (events: readonly ModelEvent[], type: "text-delta" | "reasoning-delta") =>
  events.map((event) => (event.type === type ? event.text : "")).join("");
const endings = (events: readonly ModelEvent[]) => events.filter(({ type }) => type === "finish" || type === "error");

describe("the stream reader", () => {
  it.each(RECORDED_STREAMS)("reads $name the same, wherever the packets are cut", async (recorded) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 60 }), async (places) => {
        const events = await read(cut(recorded.wire, places));
        expect(textOf(events, "text-delta")).toBe(recorded.text);
        expect(textOf(events, "reasoning-delta")).toBe(recorded.reasoning);
        expect(endings(events)).toEqual([events.at(-1)]);
        expect(events.at(-1)?.type).toBe(recorded.ending);
      }),
    );
  });

  it("reads streams that arrive byte by byte", async () => {
    for (const { wire, text } of RECORDED_STREAMS) {
      const bytes = new TextEncoder().encode(wire);
      expect(textOf(await read([...bytes].map((byte) => Uint8Array.of(byte))), "text-delta")).toBe(text);
    }
  });

  it("joins all text of one network read into one event", async () => {
    const [whole] = RECORDED_STREAMS;
    const events = await read(cut(whole?.wire ?? "", []));
    expect(events.map(({ type }) => type)).toEqual(["text-delta", "usage", "finish"]);
    expect(events[1]).toEqual({
      type: "usage",
      usage: { inputTokens: 21, outputTokens: 9, reasoningTokens: 3, cachedInputTokens: 4, costMicroUsd: 1_230 },
    });
  });

  it("keeps the text that came before the connection broke, and ends with an error", async () => {
    const events = await read(cut(RECORDED_STREAMS[0]?.wire.slice(0, 600) ?? "", [100]), true);
    expect(textOf(events, "text-delta")).toContain("Kingston");
    expect(events.at(-1)).toMatchObject({ type: "error", refusal: { code: "upstream_error" } });
  });

  it("gives a damaged stream exactly one ending, whatever it contains", async () => {
    const mutation = fc.tuple(fc.nat(), fc.constantFrom("delete", "insert", "replace"), fc.string({ maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...RECORDED_STREAMS),
        fc.array(mutation, { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        async ({ wire }, mutations, places) => {
          let mutated = wire;
          for (const [place, kind, text] of mutations) {
            const at = place % (mutated.length + 1);
            const skip = kind === "insert" ? 0 : 7;
            mutated = mutated.slice(0, at) + (kind === "delete" ? "" : text) + mutated.slice(at + skip);
          }
          const events = await read(cut(`${mutated} `, places));
          expect(endings(events)).toEqual([events.at(-1)]);
        },
      ),
    );
  });

  it("fails on an endless line instead of buffering it", async () => {
    const endless = new TextEncoder().encode(`data: "${"x".repeat(1 << 20)}`);
    const events = await read(Array.from({ length: 5 }, () => endless));
    expect(events).toMatchObject([{ type: "error" }]);
  });

  it("closes the provider's connection when the reader cancels", async () => {
    let closed = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(RECORDED_STREAMS[3]?.wire)),
      cancel: () => void (closed = true),
    });
    const reader = eventBatches(body, new SseTranscoder(), { onEnd() {}, abort() {} }).getReader();
    await reader.read();
    await reader.cancel();
    expect(closed).toBe(true);
  });
});
