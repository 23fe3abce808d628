/** Pictures that every model of the default policy accepts. */
const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"] as const;

/** File types that may be attached: pictures, and documents whose text the model is given. */
export const ATTACHMENT_TYPES = [...PICTURE_TYPES, "application/pdf"] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** The type of an answer's picture that is on another site: known only to who fetches it. */
export const LINKED_PICTURE = "image/*";
export const ANSWER_PICTURE_TYPES = [...PICTURE_TYPES, LINKED_PICTURE] as const;

export function isPicture<T extends { readonly mediaType: AttachmentType }>(
  file: T,
): file is T & { readonly mediaType: (typeof PICTURE_TYPES)[number] } {
  return file.mediaType !== "application/pdf";
}
