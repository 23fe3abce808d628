import { describe, expect, it } from "vitest";
import type { AttachmentStore, AttachmentType } from "@sendcat/shared-types";
import { samplePdf } from "./sample-pdf.ts";

/** The store under test, and a control for its surroundings. */
export interface AttachmentStoreHarness {
  readonly store: AttachmentStore;
  /** The content at an attachment's address. */
  fetch(url: string): Promise<Uint8Array>;
}

const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const UNSENT = 12;

/** The tests that every AttachmentStore must pass. `open` is called once. */
export function attachmentStoreContract(name: string, open: () => Promise<AttachmentStoreHarness>): void {
  describe(`AttachmentStore: ${name}`, () => {
    let opened: Promise<AttachmentStoreHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const owner = `guest:${crypto.randomUUID()}`;
      const put = async (
        content: Uint8Array<ArrayBuffer>,
        {
          mediaType = "image/png",
          name = "kettle.png",
          ownerId = owner,
        }: { mediaType?: AttachmentType; name?: string; ownerId?: string } = {},
      ) => await harness.store.put({ ownerId, name, mediaType, content });
      return { ...harness, put };
    };

    it("stores a picture unchanged and serves it", async () => {
      const { put, fetch } = await setUp();
      const kept = await put(PICTURE);
      if (!kept.ok) throw new Error(JSON.stringify(kept.refusal));
      expect(kept.attachment).toMatchObject({ name: "kettle.png", mediaType: "image/png", bytes: PICTURE.length });
      expect(await fetch(kept.attachment.url ?? "")).toEqual(PICTURE);
    });

    it("gives each upload its own unguessable name, even for the same file", async () => {
      const { put } = await setUp();
      const ids = [await put(PICTURE), await put(PICTURE)].map((kept) => (kept.ok ? kept.attachment.id : ""));
      expect(new Set(ids).size).toBe(2);
      for (const id of ids) expect(id).toMatch(/^[\w-]{32,}$/);
    });

    it("keeps a document whose text can be read", async () => {
      const { put } = await setUp();
      const content = samplePdf(["Kettle 1,000 dollars"]);
      const bytes = content.length;
      const kept = await put(content, { mediaType: "application/pdf", name: "list.pdf" });
      expect(kept).toMatchObject({ ok: true, attachment: { name: "list.pdf", mediaType: "application/pdf", bytes } });
    });

    it("refuses a document without readable text", async () => {
      const { put } = await setUp();
      const refused = { ok: false, refusal: { code: "unsupported_media_type", scope: "attachment.text" } };
      expect(await put(samplePdf([]), { mediaType: "application/pdf" })).toMatchObject(refused);
      expect(await put(new TextEncoder().encode("%PDF-1.7 nonsense"), { mediaType: "application/pdf" })).toMatchObject(
        refused,
      );
    });

    it("refuses a file larger than any plan allows", async () => {
      const { put } = await setUp();
      const refused = { ok: false, refusal: { code: "payload_too_large", scope: "attachment" } };
      expect(await put(new Uint8Array(4_000_001))).toMatchObject(refused);
    });

    it("shortens a long file name", async () => {
      const { put } = await setUp();
      const kept = await put(PICTURE, { name: "x".repeat(500) });
      expect(kept.ok && kept.attachment.name).toBe("x".repeat(120));
    });

    it("stores at most a dozen unsent files per user", async () => {
      const { put } = await setUp();
      for (let n = 0; n < UNSENT; n++) expect(await put(PICTURE)).toMatchObject({ ok: true });
      expect(await put(PICTURE)).toMatchObject({
        ok: false,
        refusal: { code: "rate_limited", scope: "user.unsent", limit: UNSENT },
      });
      expect(await put(PICTURE, { ownerId: `guest:${crypto.randomUUID()}` })).toMatchObject({ ok: true });
    });
  });
}
