// @vitest-environment edge-runtime
import { samplePdf } from "@sendcat/port-contracts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { beginArgs, ending, finishArgs, firstPage, openDeployment } from "./model/platform/deployment.fixture.ts";

afterEach(() => void vi.useRealTimers());

const PICTURE = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])], { type: "image/png" });

function open() {
  const deployment = openDeployment();
  const { t, service } = deployment;
  const put = async (ownerId = "guest:ana", name = "kettle.png") => {
    const storageId = await t.run(async ({ storage }) => await storage.store(PICTURE));
    const reply = await service.mutation(api.attachments.commit, { ownerId, storageId, name, mediaType: "image/png" });
    if (!reply.ok) throw new Error(JSON.stringify(reply.refusal));
    return reply.attachment.id;
  };
  const ask = async (attachments: string[], more: { threadId?: string; pictures?: number } = {}) => {
    const { threadId = crypto.randomUUID(), pictures = attachments.length } = more;
    const args = beginArgs({ threadId });
    if (args.input.kind !== "submit") throw new Error("not a question");
    const input = { ...args.input, attachments };
    const begun = await service.mutation(api.turns.begin, { ...args, input, history: { ...args.history, pictures } });
    if (begun.ok) await service.mutation(api.turns.finish, finishArgs(ending(args.turnId, "A kettle")));
    return { begun, threadId };
  };
  const left = async () =>
    await t.run(async ({ db }) => [
      (await db.query("attachments").collect()).length,
      (await db.system.query("_storage").collect()).length,
    ]);
  return { ...deployment, put, ask, left, ana: deployment.person("ana") };
}

describe("a picture", () => {
  it("is sent with one message of its owner, and read with it", async () => {
    const { put, ask, ana } = open();
    const id = await put();
    const { begun, threadId } = await ask([id]);
    expect(begun.ok && begun.kind === "begun" && begun.history.at(-1)?.pictures).toEqual([expect.any(String)]);
    const { page } = await ana.query(api.messages.list, { threadId, paginationOpts: firstPage });
    const attachment = { id, name: "kettle.png", mediaType: "image/png", bytes: 7, url: expect.any(String) as string };
    expect(page.at(-1)?.attachments).toEqual([attachment]);
    expect(JSON.stringify(page)).not.toContain("storageId");
    expect((await ask([id])).begun).toMatchObject({ ok: false, refusal: { scope: "attachment" } });
  });

  it("cannot be used by another user, and at most four go with a message", async () => {
    const { put, ask, left } = open();
    const foreign = await put("guest:ben");
    for (const ids of [[foreign], [crypto.randomUUID()]])
      expect((await ask(ids)).begun).toMatchObject({ ok: false, refusal: { code: "not_found" } });
    const many = [];
    for (let n = 0; n < 5; n++) many.push(await put());
    expect((await ask(many)).begun).toMatchObject({ ok: false, refusal: { code: "invalid_request" } });
    expect(await left()).toEqual([6, 6]);
  });

  it("is shown to the model again if the turn reserved for it, the newest first", async () => {
    const { put, ask } = open();
    const threadId = crypto.randomUUID();
    await ask([await put(), await put()], { threadId });
    await ask([await put()], { threadId });
    const shown = async (pictures: number) => {
      const { begun } = await ask([], { threadId, pictures });
      const history = begun.ok && begun.kind === "begun" ? begun.history : [];
      return history.flatMap(({ role, pictures: own = [] }) => (role === "user" ? [own.length] : []));
    };
    expect((await shown(0)).slice(0, 2)).toEqual([0, 0]);
    expect((await shown(2)).slice(0, 2)).toEqual([1, 1]);
    expect((await shown(4)).slice(0, 2)).toEqual([2, 1]);
  });

  it("is refused while too many are unsent", async () => {
    const { service, put } = open();
    const begin = async () => await service.mutation(api.attachments.begin, { ownerId: "guest:ana" });
    expect(await begin()).toMatchObject({ ok: true });
    for (let n = 0; n < 12; n++) await put();
    expect(await begin()).toMatchObject({
      ok: false,
      refusal: { code: "rate_limited", scope: "user.unsent", limit: 12 },
    });
  });

  it("is deleted with its conversation, with its owner, or after a day unsent: row and content", async () => {
    vi.useFakeTimers();
    const { t, ana, put, ask, left } = open();
    const { threadId } = await ask([await put()]);
    const kept = await ask([await put()]);
    expect(kept.begun.ok).toBe(true);
    await put();
    expect(await left()).toEqual([3, 3]);
    await ana.mutation(api.threads.remove, { threadId });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await left()).toEqual([2, 2]);
    await vi.advanceTimersByTimeAsync(86_400_000 + 1);
    await t.mutation(internal.attachments.sweep, {});
    expect(await left()).toEqual([1, 1]);
    await put();
    await ana.mutation(api.people.erase, {});
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await left()).toEqual([0, 0]);
  });
});

describe("a document", () => {
  const put = async (
    content: string | Uint8Array<ArrayBuffer>,
    { t, service }: ReturnType<typeof open>,
    name = "list.pdf",
  ) => {
    const storageId = await t.run(async ({ storage }) => await storage.store(new Blob([content])));
    return await service.action(api.documents.commit, { ownerId: "guest:ana", storageId, name });
  };

  it("gives the model its text with its question and the next one, within the history, and is deleted with its row", async () => {
    const deployment = open();
    const kept = await put(samplePdf(["Kettle 1,000 dollars", "Blender 2,000 dollars"]), deployment);
    if (!kept.ok) throw new Error(JSON.stringify(kept.refusal));
    expect(kept.attachment).toMatchObject({ name: "list.pdf", mediaType: "application/pdf" });
    const { ask } = deployment;
    const { begun, threadId } = await ask([kept.attachment.id], { pictures: 1 });
    const documentsOf = (result: typeof begun) =>
      result.ok && result.kind === "begun"
        ? result.history.map(({ documents }) => documents?.map(({ text }) => text))
        : [];
    expect(documentsOf(begun)).toEqual([[expect.stringMatching(/^Kettle 1,000 dollars\s+Blender 2,000 dollars$/)]]);
    expect(begun.ok && begun.kind === "begun" && begun.history[0]?.pictures).toBeUndefined();
    const next = await ask([], { threadId });
    expect(documentsOf(next.begun)).toEqual([[expect.stringContaining("Kettle")], undefined, undefined]);
    const { page } = await deployment.ana.query(api.messages.list, { threadId, paginationOpts: firstPage });
    expect(JSON.stringify(page)).not.toContain("Kettle 1,000");
  });

  it.each([
    ["broken", "%PDF-1.7 and nothing else", /could not be read/],
    ["without text", samplePdf([]), /images of text/],
  ])("is refused, and not stored, when it is %s", async (_, content, message) => {
    const deployment = open();
    expect(await put(content, deployment)).toMatchObject({
      ok: false,
      refusal: { code: "unsupported_media_type", message: expect.stringMatching(message) as string },
    });
    expect(await deployment.left()).toEqual([0, 0]);
  });
});

describe("a file without a row", () => {
  const DAY_MS = 86_400_000;

  it("left by a function that died is deleted after two days; those of attachments, archives and exports stay", async () => {
    vi.useFakeTimers();
    const { t, put, ask } = open();
    const { threadId } = await ask([await put()]);
    const [left, archived, exported] = await t.run(async ({ storage, db }) => {
      const ids = await Promise.all(
        ["left", "archived", "exported"].map(async (text) => await storage.store(new Blob([text]))),
      );
      const [left, archived, exported] = ids;
      if (!left || !archived || !exported) throw new Error("not stored");
      const archive = { storageId: archived, sha256: "", bytes: 8, messages: 1, state: "kept", stateAtMs: 0 } as const;
      await db.insert("archives", { ...archive, threadId, ownerId: "guest:ana" });
      const files = [{ storageId: exported, name: "x.json", bytes: 8 }];
      const job = {
        exportId: "x",
        ownerId: "guest:ana",
        threadId: null,
        format: "json",
        state: "ready",
        threads: 1,
      } as const;
      await db.insert("exports", { ...job, files, expiresAtMs: Date.now() + DAY_MS });
      return ids;
    });
    const sweep = async () => {
      await t.mutation(internal.files.sweep, { after: null });
      await t.finishAllScheduledFunctions(vi.runAllTimers);
      return await t.run(async ({ db }) => (await db.system.query("_storage").collect()).map(({ _id }) => _id));
    };
    expect(await sweep()).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(2 * DAY_MS + 1);
    // The export is overdue: nothing is deleted before it is.
    expect(await sweep()).toHaveLength(4);
    await t.mutation(internal.exports.expire, {});
    const kept = await sweep();
    expect(kept).toHaveLength(2);
    expect(kept).toContain(archived);
    expect(kept).not.toContain(left);
    expect(kept).not.toContain(exported);
  });

  it("is found however many files there are", async () => {
    vi.useFakeTimers();
    const { t, put } = open();
    for (let n = 0; n < 12; n++) await put(`guest:${n}`);
    await t.run(async ({ storage }) => {
      for (let n = 0; n < 120; n++) await storage.store(new Blob([`${n}`]));
    });
    await vi.advanceTimersByTimeAsync(2 * DAY_MS + 1);
    await t.mutation(internal.files.sweep, { after: null });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await t.run(async ({ db }) => (await db.system.query("_storage").collect()).length)).toBe(12);
  });
});
