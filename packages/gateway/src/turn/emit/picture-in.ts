import { isPicture, MAX_ANSWER_PICTURE_BYTES, sniffAttachment } from "@sendcat/shared-types";

const HEAD = /^data:image\/[\w.+-]{1,40};base64,/;

/** The picture in a data URL, with the type that its bytes indicate; null for anything else, or one that is too large. */
export function pictureIn(dataUrl: string) {
  const head = HEAD.exec(dataUrl)?.[0];
  if (head === undefined || (dataUrl.length - head.length) * 0.75 > MAX_ANSWER_PICTURE_BYTES + 2) return null;
  const content = bytesOf(dataUrl.slice(head.length));
  const mediaType = content && sniffAttachment(content);
  if (!content || !mediaType || content.length > MAX_ANSWER_PICTURE_BYTES) return null;
  const picture = { mediaType, content };
  return isPicture(picture) ? picture : null;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return null;
  }
}
