import { definePDFJSModule, getDocumentProxy } from "unpdf";
import * as pdfjs from "unpdf/pdfjs";

export type DocumentReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: "locked" | "empty" | "broken" };

export interface ReadingBounds {
  readonly pages: number;
  /** UTF-16 units of text. */
  readonly chars: number;
  /** Milliseconds after which no further page is started. */
  readonly ms: number;
}

/** The text of a PDF, page by page, up to the bounds. Takes ownership of the bytes. */
export async function documentText(content: Uint8Array, bounds: ReadingBounds): Promise<DocumentReading> {
  const endMs = Date.now() + bounds.ms;
  try {
    // Imported here, because modules cannot be fetched while a function runs.
    await definePDFJSModule(async () => pdfjs);
    const pdf = await getDocumentProxy(content, { maxImageSize: 0 });
    try {
      let text = "";
      for (let page = 1; page <= Math.min(pdf.numPages, bounds.pages); page++) {
        if (text.length >= bounds.chars || Date.now() > endMs) break;
        text += pageText(await (await pdf.getPage(page)).getTextContent());
      }
      // The cut may fall inside a character.
      const kept = text.trim().slice(0, bounds.chars).toWellFormed();
      return kept === "" ? { ok: false, why: "empty" } : { ok: true, text: kept };
    } finally {
      await pdf.loadingTask.destroy();
    }
  } catch (error) {
    return { ok: false, why: error instanceof Error && error.name === "PasswordException" ? "locked" : "broken" };
  }
}

/** The page's text in lines, followed by a blank line. */
function pageText({ items }: { readonly items: readonly object[] }): string {
  const pieces = items.map((item) => {
    const { str = "", hasEOL = false } = item as { readonly str?: string; readonly hasEOL?: boolean };
    return hasEOL ? `${str}\n` : str;
  });
  return `${pieces.join("")}\n\n`;
}
