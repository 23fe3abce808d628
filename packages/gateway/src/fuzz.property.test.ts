import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createOpenRouterModel } from "@sendcat/openrouter";
import { bytesOf, providerOf, providerScript } from "@sendcat/openrouter/testing/provider-script";
import { longTestTimeoutMs, readTestEnv, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { expect, it } from "vitest";
import { chatBody, world } from "./testing/world.ts";

const STREAMS = runsOf("mutated-streams");
const ROUNDS = 10;
/** The first rounds fill what stays in memory permanently, such as caches. */
const WARM_ROUNDS = 3;
const AT_ONCE = 20;
const { seed } = readTestEnv();
const MAX_GROWTH_BYTES = 24 * 1_048_576;

type Mutation =
  | { readonly kind: "flip" | "drop" | "double"; readonly at: number; readonly length: number }
  | { readonly kind: "insert"; readonly at: number; readonly bytes: Uint8Array };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const mutations = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom("flip" as const, "drop" as const, "double" as const), at, length: fc.nat(60) }),
    fc.record({
      kind: fc.constant("insert" as const),
      at,
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc
          .constantFrom(
            "\n\n",
            "data: ",
            "data: [DONE]\n\n",
            "data: {}\n\n",
            "data: null\n\n",
            ":\n",
            "event: x\n",
            '"content":"',
            "\r\n\r\n",
            "\uFEFF",
          )
          .map((text) => new TextEncoder().encode(text)),
      ),
    }),
  ),
  { minLength: 1, maxLength: 6 },
);

function mutate(whole: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  let bytes = whole;
  for (const change of changes) {
    const from = Math.floor(change.at * bytes.length);
    const [before, after] = [bytes.subarray(0, from), bytes.subarray(from)];
    if (change.kind === "insert") bytes = join(before, change.bytes, after);
    else if (change.kind === "drop") bytes = join(before, after.subarray(change.length));
    else if (change.kind === "double") bytes = join(before, after.subarray(0, change.length), after);
    else
      bytes = join(
        before,
        after.map((byte, i) => (i < change.length ? byte ^ (1 << (i % 8)) : byte)),
      );
  }
  return bytes;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Throws unless the text is a valid UI message stream: parts open and close once, one ending, then `[DONE]` and nothing more. */
function assertWellFormed(text: string): void {
  const events = text.split("\n\n");
  expect(events.pop()).toBe("");
  expect(events.pop()).toBe("data: [DONE]");
  const open = new Set<string>();
  const closed = new Set<string>();
  let endings = 0;
  for (const [i, event] of events.entries()) {
    expect(event.startsWith("data: ")).toBe(true);
    // safe because a chunk of another shape fails the checks below
    const chunk = JSON.parse(event.slice(6)) as { readonly type: string; readonly id?: string };
    const [, verb] = /^(?:text|reasoning)-(start|delta|end)$/.exec(chunk.type) ?? [];
    const id = chunk.id ?? "";
    if (verb === "start") {
      expect(closed.has(id) || open.has(id)).toBe(false);
      open.add(id);
    } else if (verb) expect(open.has(id)).toBe(true);
    if (verb === "end") {
      open.delete(id);
      closed.add(id);
    }
    expect(i === 0).toBe(chunk.type === "start");
    if (["finish", "error", "abort"].includes(chunk.type)) {
      endings += 1;
      expect(i).toBe(events.length - 1);
    }
  }
  expect(endings).toBe(1);
}

async function answered(bytes: Uint8Array, cuts: readonly number[]): Promise<void> {
  const places = cuts
    .filter((share) => share >= 0)
    .map((share) => Math.floor(share * bytes.length))
    .toSorted((a, b) => a - b);
  const parts = [0, ...places].map((from, i) => bytes.subarray(from, [...places, bytes.length][i]));
  const w = world(
    createOpenRouterModel({ apiKey: "k", baseUrl: "https://openrouter.test/api/v1", fetch: providerOf(parts) }),
  );
  const response = await w.post("/api/chat", chatBody(), "alice");
  const text = await response.text();
  if (response.status === 200) assertWellFormed(text);
  else {
    // The stream broke before any text: the gateway answers with an error of its own.
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(JSON.parse(text)).toMatchObject({ error: { code: expect.any(String) } });
  }
  await w.settled();
  expect(w.quota.inFlight(Date.now())).toBe(0);
  expect(w.events.filter(({ event }) => event === "fault")).toEqual([]);
}

function collect(): number {
  setFlagsFromString("--expose-gc");
  // safe because the flag defines gc
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

it(
  `${STREAMS} mutated provider streams: each answer is well-formed with one ending, and no turn, memory or rejection is left behind`,
  { timeout: longTestTimeoutMs() },
  async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    const given = fc.record({ script: providerScript, changes: mutations });
    let settledBytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
      if (round === WARM_ROUNDS) settledBytes = collect();
      const samples = fc.sample(given, { numRuns: STREAMS / ROUNDS, seed: seed + round });
      for (let i = 0; i < samples.length; i += AT_ONCE) {
        await Promise.all(
          samples
            .slice(i, i + AT_ONCE)
            .map(({ script, changes }) => answered(mutate(join(...bytesOf(script)), changes), script.cuts)),
        );
      }
    }
    expect(collect() - settledBytes).toBeLessThan(MAX_GROWTH_BYTES);
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  },
);
