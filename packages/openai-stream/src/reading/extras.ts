import { cutText, isRecord, type JsonRecord, safeUrl } from "@sendcat/shared-types";

/** What an answer has besides words. */
export interface Extras {
  readonly pictures: readonly string[];
  readonly sources: readonly { readonly url: string; readonly title: string | null }[];
}

const MAX_TITLE_CHARS = 300;

/** The pictures and cited pages of a chunk; null when it has none. Other addresses than public https ones and pictures' data URLs are left out. */
export function extrasOf(said: JsonRecord, chunk: JsonRecord): Extras | null {
  const { images, annotations, content } = said;
  // A provider that sends several of these repeats the pages; the plain addresses come last because they have no titles.
  const cited = [annotations, chunk["search_results"], chunk["citations"]].find(isFilled);
  if (!isFilled(images) && cited === undefined && !isFilled(content)) return null;
  const pictures = [images, content].flatMap(recordsIn).flatMap(({ image_url: image }) => {
    const url = isRecord(image) ? image["url"] : image;
    return typeof url === "string" && url.startsWith("data:image/") ? url : (safeUrl(url) ?? []);
  });
  const sources = listOf(cited).flatMap((one) => {
    const page = isRecord(one) && isRecord(one["url_citation"]) ? one["url_citation"] : one;
    const { url, title }: JsonRecord = isRecord(page) ? page : { url: page };
    const safe = safeUrl(url);
    const named = typeof title === "string" && title !== "" ? cutText(title, MAX_TITLE_CHARS) : null;
    return safe === null ? [] : [{ url: safe, title: named }];
  });
  return pictures.length + sources.length > 0 ? { pictures, sources } : null;
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordsIn(value: unknown): readonly JsonRecord[] {
  return listOf(value).filter(isRecord);
}
