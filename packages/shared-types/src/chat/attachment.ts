import { z } from "zod";
import { ATTACHMENT_TYPES, type AttachmentType } from "./attachment-type.ts";

/** Most attachments of one message. */
export const MAX_ATTACHMENTS = 4;
export const MAX_ATTACHMENT_NAME_CHARS = 120;

/** A picture or a document of a message as clients read it. `url`: where to fetch it; null once the file is deleted. */
export const attachmentViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.enum(ATTACHMENT_TYPES),
  bytes: z.number(),
  url: z.string().nullable(),
});
export type AttachmentView = z.infer<typeof attachmentViewSchema>;

/** The type that a file's first bytes indicate, whatever its name or its sender says; null for any other type. */
export function sniffAttachment(head: Uint8Array): AttachmentType | null {
  const starts = (at: number, ...bytes: readonly number[]): boolean => bytes.every((byte, i) => head[at + i] === byte);
  if (starts(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  // RIFF....WEBP
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp";
  // GIF87a and GIF89a
  if (starts(0, 0x47, 0x49, 0x46, 0x38) && (starts(4, 0x37, 0x61) || starts(4, 0x39, 0x61))) return "image/gif";
  // Readers look for a PDF's header in the first kilobyte (ISO 32000-1, implementation note 13).
  if (new TextDecoder("latin1").decode(head.subarray(0, 1_024)).includes("%PDF-")) return "application/pdf";
  return null;
}
