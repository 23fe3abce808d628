import { cleanText, MAX_SOURCE_TITLE_CHARS, safeUrl, type SourcePart } from "@sendcat/shared-types";

/** A cited page as it is shown: a safe link, and its title as one plain line, or its site's name. Null when the link is not safe. */
export function sourcePart(sourceId: string, cited: { readonly url: string; readonly title: string | null }) {
  const url = safeUrl(cited.url);
  if (url === null) return null;
  const title = cleanText(cited.title ?? "", MAX_SOURCE_TITLE_CHARS);
  return { type: "source-url", sourceId, url, title: title || new URL(url).hostname } satisfies SourcePart;
}
