import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";
import { exportDocument, type ExportedThread } from "./exportDocument.ts";
import type { ExportPage } from "./exportPage.ts";

/**
 * Writes an export, thread by thread, into files of bounded size, each a complete document. Reads page by page, so that chat need not wait.
 * When its row is deleted, its files are deleted too.
 */
export async function writeExport(ctx: ActionCtx, exportId: string): Promise<void> {
  let threads = 0;
  let files = 0;
  let pending: ExportedThread[] = [];
  let chars = 0;
  const advance = async (state: "running" | "ready" | "failed", format: ExportPage["format"] | null = null) => {
    const document = format && pending.length > 0 ? exportDocument(format, pending) : null;
    let file = null;
    if (document) {
      files += 1;
      const storageId = await ctx.storage.store(new Blob([document.text], { type: document.type }));
      const name = `sendcat-${files}.${document.extension}`;
      file = { storageId, name, bytes: new TextEncoder().encode(document.text).byteLength };
      [pending, chars] = [[], 0];
    }
    return await ctx.runMutation(internal.exports.advance, { exportId, state, threads, file });
  };
  try {
    if (!(await advance("running"))) return;
    let after: number | null = null;
    for (;;) {
      const first: ExportPage | null = await ctx.runQuery(internal.exports.page, { exportId, after, cursor: null });
      if (!first) return;
      if (!first.thread) return void (await advance("ready", first.format));
      const messages = [...first.messages];
      for (let { cursor } = first; cursor !== null;) {
        const next: ExportPage | null = await ctx.runQuery(internal.exports.page, { exportId, after, cursor });
        if (!next) return;
        messages.push(...next.messages);
        ({ cursor } = next);
      }
      const { place, ...thread }: NonNullable<ExportPage["thread"]> = first.thread;
      pending.push({ thread, messages });
      chars += messages.reduce((sum, { parts }) => sum + partsChars(parts), 0);
      threads += 1;
      after = place;
      if (chars >= LIMITS.exportFileChars && !(await advance("running", first.format))) return;
    }
  } catch (error) {
    console.error("an export failed", String(error));
    await advance("failed");
  }
}
