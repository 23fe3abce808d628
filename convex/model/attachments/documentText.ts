import { definePDFJSModule, getDocumentProxy } from "unpdf";
import * as pdfjs from "unpdf/pdfjs";

export type DocumentReading =
  /** `nextPage`: where to go on; null at the end. */
  | { readonly ok: true; readonly text: string; readonly nextPage: number | null }
  | { readonly ok: false; readonly why: "locked" | "broken" };

export interface ReadingBounds {
  /** Counted from 1. */
  readonly fromPage: number;
  readonly pages: number;
  /** UTF-16 units of text after which no further page is started. */
  readonly chars: number;
}

/** The text of some pages of a PDF. Takes ownership of the bytes. */
export async function documentText(content: Uint8Array, bounds: ReadingBounds): Promise<DocumentReading> {
  const { fromPage } = bounds;
  try {
    // Imported here, because modules cannot be fetched while a function runs.
    await definePDFJSModule(async () => pdfjs);
    const pdf = await getDocumentProxy(content, { maxImageSize: 0 });
    try {
      let [text, page] = ["", fromPage];
      for (; page <= pdf.numPages && page < fromPage + bounds.pages && text.length < bounds.chars; page++) {
        text += pageText(await (await pdf.getPage(page)).getTextContent());
      }
      return { ok: true, text, nextPage: page <= pdf.numPages ? page : null };
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
