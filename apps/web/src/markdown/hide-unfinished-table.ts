/** A line that may be part of a table's delimiter row: `| --- | :-: |`. */
const DELIMITER_ROW = /^\s*\|?[\s:|-]*-[\s:|-]*$/;

/**
 * Hides the head of a table until its delimiter row is complete: until then markdown shows it as a paragraph of bars, which
 * flashes and then jumps. Only the last lines of the text can be hidden, and only those that begin with a bar.
 */
export function hideUnfinishedTable(text: string): string {
  const start = lastBlockStart(text);
  const block = text.slice(start);
  if (!block.startsWith("|")) return text;
  const [, delimiter, ...rows] = block.split("\n");
  const isWhole = delimiter !== undefined && rows.length > 0 && DELIMITER_ROW.test(delimiter);
  const mayBecome = delimiter === undefined || delimiter === "" || /^[\s:|-]*$/.test(delimiter);
  return isWhole || !mayBecome ? text : text.slice(0, start);
}

/** Offset where the lines that begin with a bar, at the end of the text, start. */
function lastBlockStart(text: string): number {
  let start = text.lastIndexOf("\n") + 1;
  if (start > 0 && !text.startsWith("|", start) && text.slice(start) !== "") return start;
  while (start > 0) {
    const previous = text.lastIndexOf("\n", start - 2) + 1;
    if (!text.startsWith("|", previous)) break;
    start = previous;
  }
  return start;
}
