/**
 * File types that may be attached: pictures that every model of the default policy accepts, and documents whose text the model is given.
 */
export const ATTACHMENT_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

export function isPicture({ mediaType }: { readonly mediaType: AttachmentType }): boolean {
  return mediaType !== "application/pdf";
}
