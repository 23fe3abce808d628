/** Most characters of one block that may begin or end something: a long table or list of links has a thousand. */
const MAX_MARKS = 3_000;
/** Most cells of one table. The renderer fills each row up to the columns of its head, so few characters can make millions. */
const MAX_CELLS = 5_000;

const BAR = "|".charCodeAt(0);
const NEWLINE = "\n".charCodeAt(0);
const MARKS = new Set([..."[]()!*_~`<>&|@:\\#+-="].map((mark) => mark.charCodeAt(0)));
const BLANKS = new Set([..." \t\r"].map((blank) => blank.charCodeAt(0)));

/**
 * Whether formatting the text could take long: what a parser does with the marks of one block, and with a table's cells, can grow with the
 * square of their number. Looks at each character once.
 */
export function isCostly(text: string): boolean {
  let [marks, lines, mostBars] = [0, 0, 0];
  let [bars, isBlank] = [0, true];
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : NEWLINE;
    if (code !== NEWLINE) {
      if (MARKS.has(code)) marks += 1;
      if (code === BAR) bars += 1;
      isBlank &&= BLANKS.has(code);
      continue;
    }
    mostBars = Math.max(mostBars, bars);
    lines += 1;
    if (marks > MAX_MARKS || mostBars * lines > MAX_CELLS) return true;
    if (isBlank) [marks, lines, mostBars] = [0, 0, 0];
    [bars, isBlank] = [0, true];
  }
  return false;
}
