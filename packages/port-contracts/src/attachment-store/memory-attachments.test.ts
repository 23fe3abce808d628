import { attachmentStoreContract } from "./attachment-store-contract.ts";
import { memoryAttachments } from "./memory-attachments.ts";

attachmentStoreContract("in memory", async () => {
  const { store, files } = memoryAttachments();
  return { store, fetch: async (url) => files.get(url) ?? new Uint8Array() };
});
