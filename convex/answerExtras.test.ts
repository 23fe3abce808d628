// @vitest-environment edge-runtime
import type { FinishTurn, MessagePart } from "@sendcat/shared-types";
import { afterEach, describe, expect, it, vi } from "vitest";
import { api } from "./_generated/api.js";
import { exportDocument } from "./model/exports/exportDocument.ts";
import { beginArgs, ending, finishArgs, firstPage, openDeployment } from "./model/platform/deployment.fixture.ts";

afterEach(() => void vi.useRealTimers());

const PICTURE = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])], { type: "image/png" });
const SOURCE = { type: "source-url", sourceId: "s0", url: "https://a.example/", title: "Duty" } as const;

function open() {
  const deployment = openDeployment();
  const { t, service } = deployment;
  const put = async (turnId: string, ownerId = "guest:ana") => {
    const storageId = await t.run(async ({ storage }) => await storage.store(PICTURE));
    const file = { ownerId, storageId, name: "Picture", mediaType: "image/png", turnId } as const;
    return await service.mutation(api.attachments.commit, file);
  };
  /** An answer with a picture and a source. */
  const answered = async (threadId = crypto.randomUUID()) => {
    const args = beginArgs({ threadId });
    await service.mutation(api.turns.begin, args);
    const kept = await put(args.turnId);
    if (!kept.ok || kept.attachment.url === null) throw new Error(JSON.stringify(kept));
    const picture = { type: "file", mediaType: "image/png", url: kept.attachment.url } as const;
    const parts: MessagePart[] = [{ type: "text", text: "20 %" }, SOURCE, picture];
    const finish: FinishTurn = { ...ending(args.turnId, ""), parts };
    await service.mutation(api.turns.finish, finishArgs(finish));
    return { ...args, parts };
  };
  const left = async () =>
    await t.run(async ({ db }) => [
      (await db.query("attachments").collect()).length,
      (await db.system.query("_storage").collect()).length,
    ]);
  return { ...deployment, put, answered, left, ana: deployment.person("ana") };
}

describe("the pictures and sources of an answer", () => {
  it("are read with it, exported and shared, and the next model call gets only its text", async () => {
    const { ana, service, answered } = open();
    const { turnId, threadId, parts } = await answered();
    const { page } = await ana.query(api.messages.list, { threadId, paginationOpts: firstPage });
    expect(page[0]).toMatchObject({ parts: parts.slice(0, 1), extras: parts.slice(1) });
    const turn = await ana.query(api.turns.read, { turnId, afterSeq: -1 });
    expect(turn?.parts).toEqual(parts);
    const thread = { id: threadId, title: "T", updatedAtMs: 0, createdAtMs: 0, pinned: false, archived: false };
    expect(exportDocument("markdown", [{ thread, messages: page }]).text).toContain("- Duty: https://a.example/");

    const shareId = crypto.randomUUID();
    await ana.mutation(api.shares.create, { threadId, shareId });
    const shared = await service.query(api.shares.read, { shareId, paginationOpts: firstPage });
    expect(shared?.messages.at(-1)).toEqual({
      role: "assistant",
      status: "complete",
      text: "20 %",
      extras: parts.slice(1),
    });

    const next = await service.mutation(api.turns.begin, beginArgs({ threadId }));
    const history = next.ok && next.kind === "begun" ? next.history : [];
    expect(history[1]).toEqual({ role: "assistant", text: "20 %" });
  });

  it("are deleted with the conversation, and with the user: row and content", async () => {
    vi.useFakeTimers();
    const { t, ana, answered, left } = open();
    const { threadId } = await answered();
    await answered();
    expect(await left()).toEqual([2, 2]);
    await ana.mutation(api.threads.remove, { threadId });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await left()).toEqual([1, 1]);
    await ana.mutation(api.people.erase, {});
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await left()).toEqual([0, 0]);
  });

  it("are refused for another user's turn and for one that is gone, and nothing of them stays", async () => {
    const { put, service, left } = open();
    const args = beginArgs({});
    await service.mutation(api.turns.begin, args);
    for (const reply of [await put(args.turnId, "guest:ben"), await put(crypto.randomUUID())])
      expect(reply).toMatchObject({ ok: false, refusal: { code: "not_found", scope: "attachment" } });
    expect(await left()).toEqual([0, 0]);
  });

  it("take no place of the files that wait to be sent", async () => {
    const { put, service } = open();
    const args = beginArgs({});
    await service.mutation(api.turns.begin, args);
    for (let n = 0; n < 12; n++) expect(await put(args.turnId)).toMatchObject({ ok: true });
    expect(await service.mutation(api.attachments.begin, { ownerId: "guest:ana" })).toMatchObject({ ok: true });
  });
});
