/** What may be attached, by its content: pictures that every model of the default policy takes, and documents that it is told the text of. */
export const ATTACHMENT_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

export function isPicture({ mediaType }: { readonly mediaType: AttachmentType }): boolean {
  return mediaType !== "application/pdf";
}
