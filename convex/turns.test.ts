// @vitest-environment edge-runtime
import { messageText } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { api, internal } from "./_generated/api.js";
import {
  beginArgs,
  converse,
  ending,
  finishArgs,
  firstPage,
  openDeployment,
} from "./model/platform/deployment.fixture.ts";
import { LIMITS } from "./model/platform/limits.ts";

const textChunk = (seq: number, textStart: number, text: string) => ({
  seq,
  textStart,
  segments: [{ kind: "text" as const, text }],
});

describe("turns", () => {
  it("writes nothing for a guest before the first message, then one row", async () => {
    const { t, person, service } = openDeployment();
    await person("ana").query(api.threads.list, { paginationOpts: firstPage });
    const users = async () => await t.run(async ({ db }) => await db.query("users").take(10));
    expect(await users()).toEqual([]);
    await service.mutation(api.turns.begin, beginArgs({}));
    await service.mutation(api.turns.begin, beginArgs({}));
    expect(await users()).toMatchObject([{ subject: "guest:ana", kind: "guest", plan: "guest" }]);
  });

  it("gives a repeated begin the first reply, and tells another worker that the turn exists", async () => {
    const { t, service } = openDeployment();
    const begin = beginArgs({});
    const first = await service.mutation(api.turns.begin, begin);
    expect(await service.mutation(api.turns.begin, begin)).toEqual(first);
    const other = { ...begin, beginKey: crypto.randomUUID() };
    expect(await service.mutation(api.turns.begin, other)).toEqual({ ok: true, kind: "existing", status: "streaming" });
    expect(await t.run(async ({ db }) => (await db.query("messages").take(10)).length)).toBe(2);
  });

  it("books a turn under the plan it began with", async () => {
    const deployment = openDeployment();
    const { turnId } = await converse(deployment.service, { threadId: crypto.randomUUID(), text: "hi", plan: "plus" });
    const rows = await deployment.t.query(internal.usage.byTurn, { turnId });
    expect(rows).toMatchObject([{ ownerId: "guest:ana", plan: "plus", outcome: "complete", final: true }]);
  });

  it.each([
    ["a short turn id", { turnId: "short" }, "invalid_request"],
    ["a thread id with a slash", { threadId: "../../../../../../etc" }, "invalid_request"],
    ["a model name that is too long", { model: "m".repeat(65) }, "invalid_request"],
    ["more history than a transaction may read", { history: { maxMessages: 1e9, maxChars: 10 } }, "invalid_request"],
    ["not-a-number bounds", { history: { maxMessages: Number.NaN, maxChars: 10 } }, "invalid_request"],
    ["a lease of a year", { leaseMs: 3e10 }, "invalid_request"],
    ["an empty message", { parts: [{ type: "text", text: "  " }] }, "invalid_request"],
    ["a message with the model's reasoning", { parts: [{ type: "reasoning", text: "hm" }] }, "invalid_request"],
    ["a message that is too long", { parts: [{ type: "text", text: "x".repeat(16_001) }] }, "payload_too_large"],
  ] as const)("refuses %s and stores nothing", async (_, wrong, code) => {
    const { t, service } = openDeployment();
    const { parts, ...fields } = { parts: undefined, ...wrong };
    const args = { ...beginArgs({}), ...fields };
    const messageId = crypto.randomUUID();
    if (parts) args.input = { kind: "submit", messageId, parts: parts.map((part) => ({ ...part })) };
    expect(await service.mutation(api.turns.begin, args)).toMatchObject({ ok: false, refusal: { code } });
    const rows = await t.run(async ({ db }) => [
      ...(await db.query("threads").take(1)),
      ...(await db.query("users").take(1)),
      ...(await db.query("messages").take(1)),
    ]);
    expect(rows).toEqual([]);
  });

  it("reads a bounded history from a thread of any length", async () => {
    const deployment = openDeployment();
    const threadId = crypto.randomUUID();
    await converse(deployment.service, { threadId, text: "first" });
    await deployment.t.run(async ({ db }) => {
      for (let i = 0; i < 500; i++) {
        const role = i % 2 === 0 ? "user" : "assistant";
        const message = {
          messageId: `m${i}`,
          threadId,
          parentId: null,
          active: true,
          role,
          turnId: null,
          model: null,
        } as const;
        await db.insert("messages", {
          ...message,
          ownerId: "guest:ana",
          searchText: "",
          error: null,
          status: "complete",
          parts: [{ type: "text", text: `${i}` }],
        });
      }
    });
    const { begun } = await converse(deployment.service, { threadId, text: "last", answer: null });
    const history = begun.ok && begun.kind === "begun" ? begun.history : [];
    // More than forty messages: it begins again with the newest twenty, the first of them an answer.
    expect(history.length).toBe(19);
    expect(history[0]).toEqual({ role: "user", text: "482" });
    expect(history.at(-1)).toEqual({ role: "user", text: "last" });
  });

  it("replaces a checkpoint when it is sent again", async () => {
    const { t, service } = openDeployment();
    const begin = beginArgs({});
    await service.mutation(api.turns.begin, begin);
    for (const text of ["Good", "Good morning"]) {
      const chunk = textChunk(0, 0, text);
      await service.mutation(api.turns.checkpoint, {
        checkpoints: [{ turnId: begin.turnId, chunk, progress: null }],
      });
    }
    const rows = await t.run(async ({ db }) => await db.query("turnChunks").take(10));
    expect(rows).toMatchObject([{ seq: 0, segments: [{ text: "Good morning" }] }]);
  });

  it("stores no more of a runaway answer than a message can hold, and still books it", async () => {
    const { t, person, service } = openDeployment();
    const { turnId, threadId, ...begin } = beginArgs({});
    const ana = person("ana");
    await service.mutation(api.turns.begin, { turnId, threadId, ...begin });
    const text = "x".repeat(LIMITS.messageChars - 10);
    for (const [seq, piece] of [text, "y".repeat(11)].entries()) {
      const chunk = textChunk(seq, seq * text.length, piece);
      const reply = await service.mutation(api.turns.checkpoint, {
        checkpoints: [{ turnId, chunk, progress: null }],
      });
      expect(reply[0]?.live).toBe(true);
    }
    expect(await t.run(async ({ db }) => (await db.query("turnChunks").take(10)).length)).toBe(1);
    await service.mutation(
      api.turns.finish,
      finishArgs(ending(turnId, "🙂".repeat(LIMITS.messageChars / 2 + 1).slice(1))),
    );
    const { page } = await ana.query(api.messages.list, { threadId, paginationOpts: firstPage });
    expect(messageText(page[0]?.parts ?? []).length).toBeLessThanOrEqual(LIMITS.messageChars);
    expect(messageText(page[0]?.parts ?? []).length).toBeGreaterThanOrEqual(LIMITS.messageChars - 1);
    expect(await t.query(internal.usage.byTurn, { turnId })).toHaveLength(1);
  });

  it("ends every turn whose worker is dead, in several batches, and no other turn", async () => {
    const { t, person, service } = openDeployment();
    const ana = person("ana");
    const healthy = beginArgs({});
    await service.mutation(api.turns.begin, healthy);
    const lost = Array.from({ length: LIMITS.interruptBatch + 3 }, () => ({
      ...beginArgs({}),
      worker: "worker-that-is-gone",
      leaseMs: 1,
    }));
    for (const begin of lost) await service.mutation(api.turns.begin, begin);
    const last = lost.at(-1)?.turnId ?? "";
    await service.mutation(api.turns.checkpoint, {
      checkpoints: [
        {
          turnId: last,
          chunk: textChunk(0, 0, "Half"),
          progress: null,
        },
      ],
    });
    const [ended] = [await ana.query(api.turns.read, { turnId: last, afterSeq: -1 })];
    expect(ended?.status).toBe("streaming");
    await expect
      .poll(async () => {
        await t.mutation(internal.turns.interruptExpired, {});
        return await t.run(async ({ db }) => (await db.query("usageLedger").take(100)).length);
      })
      .toBe(lost.length);
    expect(await ana.query(api.turns.read, { turnId: last, afterSeq: -1 })).toMatchObject({
      status: "interrupted",
      parts: [{ type: "text", text: "Half" }],
      chunks: [],
    });
    expect(await t.run(async ({ db }) => await db.query("turnChunks").take(10))).toEqual([]);
    expect(await t.query(internal.usage.byTurn, { turnId: last })).toMatchObject([
      { outcome: "interrupted", final: false, costMicroUsd: null, inputTokens: null, chargedMicroUsd: 5_000 },
    ]);
    expect(await ana.query(api.turns.read, { turnId: healthy.turnId, afterSeq: -1 })).toMatchObject({
      status: "streaming",
    });
    await t.finishInProgressScheduledFunctions();
  });
});
