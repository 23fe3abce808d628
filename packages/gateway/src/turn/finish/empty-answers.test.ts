import { endingSentence, type ModelEvent } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { readChunks, textOf } from "../../testing/read-ui-stream.ts";
import { scriptedModel, type Step, stop, text, usage } from "@sendcat/port-contracts";
import { chatBody, FAST_POLICY, world } from "../../testing/world.ts";
import { turnMetrics } from "./turn-metrics.ts";

const POLICY = {
  ...FAST_POLICY,
  failure: { ...FAST_POLICY.failure, provider: { mode: "failover", waitMs: 5_000 } },
  idleTimeoutMs: 5_000,
  tools: { ...FAST_POLICY.tools, offered: ["search_web"] },
} as const;
const FIRST = "google/gemini-2.5-flash";
const SECOND = "openai/gpt-4.1-mini";
const finish = (reason: "length" | "content-filter" | "refusal"): ModelEvent => ({ type: "finish", reason });
const thinking: ModelEvent = { type: "reasoning-delta", text: "Hm." };
const hello: Step[] = [[text("Hello"), usage(42), stop]];

/** One turn of a guest, and what the user sees, the store has and the ledger says afterwards. */
async function ask(...scripts: readonly (readonly Step[])[]) {
  const model = scriptedModel(...scripts);
  const w = world(model, POLICY);
  const body = chatBody();
  const chunks = await readChunks(await w.post("/api/chat", body, "alice"));
  await w.settled();
  const stored = await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" });
  const used = (await (await w.get("/api/quota", "alice")).json()) as {
    readonly turns: { readonly used: number };
    readonly tokens: { readonly used: number };
  };
  const event = w.events.find((one) => one.event === "turn-finished");
  if (event?.event !== "turn-finished") throw new Error("the turn did not finish");
  const elsewhere = async () =>
    await readChunks(await w.get(`/api/chat/${body.turnId}/stream?after=0`, "alice", w.elsewhere));
  return {
    asked: model.requests.map((request) => request.model),
    chunks,
    stored,
    used: [used.turns.used, used.tokens.used],
    event,
    row: w.store.ledger[0],
    spentMicroUsd: w.quota.charged(body.turnId),
    inFlight: w.quota.inFlight(Date.now()),
    elsewhere,
  };
}

const NO_ANSWER = [
  { type: "data-empty", data: {}, transient: true },
  { type: "error", errorText: endingSentence("empty") },
];

describe("a turn whose model gives an empty answer", () => {
  it("is answered by the next route, and the service pays what the first route charged", async () => {
    const turn = await ask([[usage(7), stop]], hello);
    expect(turn.asked).toEqual([FIRST, SECOND]);
    expect([textOf(turn.chunks), turn.stored?.status, turn.event.failovers]).toEqual(["Hello", "complete", 1]);
    expect(turn.used).toEqual([1, 30]);
    expect(turn.row).toMatchObject({ chargedMicroUsd: 49, chargedTokens: 30, isFinal: true });
    expect(turn.spentMicroUsd).toBe(49);
  });

  it.each<[string, readonly ModelEvent[]]>([
    ["no text at all", [stop]],
    ["only white space", [text(" \n"), stop]],
    ["no text before the length limit", [finish("length")]],
    ["no text and an unknown finish reason", [{ type: "finish", reason: "other" }]],
  ])("from every route (%s) ends as `empty` and costs the user nothing", async (_, events) => {
    const turn = await ask([[usage(7), ...events]]);
    expect(turn.asked).toEqual([FIRST, SECOND]);
    expect(turn.chunks.slice(-2)).toEqual(NO_ANSWER);
    expect(turn.stored).toMatchObject({ status: "empty", error: null, parts: [] });
    expect(turn.used).toEqual([0, 0]);
    expect(turn.row).toMatchObject({ chargedMicroUsd: 14, chargedTokens: 0, isFinal: true });
    expect([turn.spentMicroUsd, turn.inFlight]).toEqual([14, 0]);
    expect(turn.event).toMatchObject({ status: "empty", code: null, chargedMicroUsd: 14, chargedTokens: 0 });
    expect(turnMetrics(turn.event)).toMatchObject({ "turns|guest|empty||provider": 1 });
    expect((await turn.elsewhere()).slice(-2)).toEqual(NO_ANSWER);
  });

  it("counts as a turn once the user has had enough of them today: a question can ask for silence without end", async () => {
    const w = world(scriptedModel([[usage(7), stop]]), POLICY);
    w.throttled.set("empty-answer", 60);
    await readChunks(await w.post("/api/chat", chatBody(), "alice"));
    await w.settled();
    // safe because the route's schema has this shape
    const { turns } = (await (await w.get("/api/quota", "alice")).json()) as {
      readonly turns: { readonly used: number };
    };
    expect(turns.used).toBe(1);
  });

  it("after reasoning that the user has seen is not sent to another route, and costs the user nothing", async () => {
    const turn = await ask([[thinking], [usage(7), stop]], hello);
    expect(turn.asked).toEqual([FIRST]);
    expect(turn.chunks.slice(-2)).toEqual(NO_ANSWER);
    expect(turn.stored).toMatchObject({ status: "empty", parts: [{ type: "reasoning", text: "Hm." }] });
    expect([turn.used, turn.row?.chargedMicroUsd, turn.row?.isFinal]).toEqual([[0, 0], 7, true]);
  });

  it("after tool calls costs the user nothing either, and the ledger has the full cost", async () => {
    const call: ModelEvent = { type: "tool-call", callId: "a", name: "search_web", input: '{"query":"duty"}' };
    const turn = await ask([[call, usage(5), stop]], [[usage(7), stop]]);
    expect(turn.asked).toEqual([FIRST, FIRST, SECOND]);
    expect(turn.chunks.slice(-2)).toEqual(NO_ANSWER);
    expect([turn.stored?.status, turn.used, turn.row?.chargedMicroUsd]).toEqual(["empty", [0, 0], 19]);
  });

  it("without a reported cost is booked at the list price until the provider can be asked", async () => {
    const turn = await ask([[stop]]);
    expect(turn.row).toMatchObject({ isFinal: false, chargedTokens: 0 });
    expect(turn.row?.chargedMicroUsd).toBeGreaterThan(0);
    expect(turn.used).toEqual([0, 0]);
  });

  it("with an implausible cost is charged the reserved amount, and an operator can see what was reported", async () => {
    const turn = await ask([[usage(999_000_000), stop]]);
    expect(turn.event.implausibleMicroUsd).toBe(2 * 999_000_000);
    expect(turn.row).toMatchObject({ isFinal: false, implausibleMicroUsd: 2 * 999_000_000 });
    expect(turn.row?.chargedMicroUsd).toBeLessThan(999_000_000);
  });

  it("does not open the route's breaker for all users: a question can cause an empty answer", async () => {
    const model = scriptedModel([[usage(7), stop]]);
    const w = world(model, POLICY);
    for (let n = 0; n < 12; n++) {
      await readChunks(await w.post("/api/chat", chatBody(), `user${"abcdefghijkl"[n]}`));
      await w.settled();
    }
    expect(model.requests).toHaveLength(24);
  });
});

describe("a turn whose model gives a finish reason", () => {
  it.each([
    ["length", "truncated"],
    ["content-filter", "filtered"],
  ] as const)("of %s is stored as %s, also for a reader in another process", async (reason, status) => {
    const turn = await ask([[text("Half"), usage(7), finish(reason)]]);
    expect(turn.stored?.status).toBe(status);
    expect(turn.used).toEqual([1, 30]);
    for (const chunks of [turn.chunks, await turn.elsewhere()])
      expect(chunks.at(-1)).toMatchObject({ type: "finish", finishReason: reason });
  });

  it("of refusal keeps the words, is told apart from a filter for readers that know how, and is a filter for others", async () => {
    const turn = await ask([[text("I cannot help with that."), usage(7), finish("refusal")]], hello);
    expect([turn.asked, turn.stored?.status, turn.used]).toEqual([[FIRST], "refused", [1, 30]]);
    expect(turn.event).toMatchObject({ status: "refused", code: null });
    expect(turnMetrics(turn.event)).toMatchObject({ "turns|guest|refused||": 1 });
    for (const chunks of [turn.chunks, await turn.elsewhere()]) {
      expect(textOf(chunks)).toBe("I cannot help with that.");
      expect(chunks.at(-3)).toEqual({ type: "data-refused", data: {}, transient: true });
      expect(chunks.at(-1)).toMatchObject({ type: "finish", finishReason: "content-filter" });
    }
  });

  it("of content-filter without any text is not sent to another route: the provider declined", async () => {
    const turn = await ask([[usage(7), finish("content-filter")]], hello);
    expect([turn.asked, turn.stored?.status]).toEqual([[FIRST], "filtered"]);
  });

  it("of refusal without any text is not sent to another route either, and is not an empty answer", async () => {
    const turn = await ask([[usage(7), finish("refusal")]], hello);
    expect([turn.asked, turn.stored?.status, turn.used]).toEqual([[FIRST], "refused", [1, 30]]);
  });
});
