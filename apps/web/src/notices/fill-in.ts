import { UNFILLED_ATTRIBUTE } from "@sendcat/shared-types";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { Fillings } from "./fillings.ts";

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** A text with its placeholders filled, as HTML; HTML in the text is shown as text. What nothing fills is marked, so that a rehearsal finds it. */
export function fillIn(markdown: string, fillings: Fillings): string {
  const filled = markdown.replaceAll(PLACEHOLDER, (placeholder, name: string) => fillings[name] ?? placeholder);
  const html = micromark(filled, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return html.replaceAll(PLACEHOLDER, `<mark ${UNFILLED_ATTRIBUTE}="$1">$1: not set yet</mark>`);
}
