import type { Page } from "playwright";

/** The kinds of storage that a browser can empty from the disk. The linter keeps everything of a person out of the others. */
export const STORAGES = ["indexedDB", "caches", "files"] as const;
export type Kept = Readonly<Record<(typeof STORAGES)[number], string>>;

/** Writes one text to each of them, as drafts, an outbox and cached conversations would be. */
export async function keepEverywhere(page: Page, kept: Kept): Promise<void> {
  await page.evaluate(async (texts) => {
    await (await caches.open("conversations")).put("/kept", new Response(texts.caches));
    const file = await (await navigator.storage.getDirectory()).getFileHandle("picture", { create: true });
    const writer = await file.createWritable();
    await writer.write(texts.files);
    await writer.close();
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open("drafts", 1);
      opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("drafts"));
      opening.addEventListener("error", () => reject(opening.error));
      opening.addEventListener("success", () => {
        const writing = opening.result.transaction("drafts", "readwrite");
        writing.objectStore("drafts").put(texts.indexedDB, "draft");
        writing.addEventListener("complete", () => resolve());
      });
    });
  }, kept);
}
