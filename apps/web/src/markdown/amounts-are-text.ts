import type { Code, Construct } from "micromark-util-types";
import { atRunEnd } from "./at-run-end.ts";

const DIGIT = /\p{N}/u;
const FACTOR_END = /[\p{L}\p{N})%]/u;
const FACTOR_START = /[\p{L}\p{N}\p{Sc}(]/u;
const AMOUNT_END = /[\p{N})%]/u;
const AMOUNT_START = /[\p{N}\p{Sc}(]/u;
const WORD = /[\p{L}\p{N}]/u;

/** Whether a star between two characters may open or close emphasis. Next to an amount it multiplies: `US$20*1.2`, `10cm*5cm`. */
function starBetween(before: string, after: string): { opens: boolean; closes: boolean } {
  const touches = DIGIT.test(before) || /[\p{N}\p{Sc}]/u.test(after);
  if (!touches || !FACTOR_END.test(before) || !FACTOR_START.test(after)) return { opens: true, closes: true };
  const isTimes = (AMOUNT_END.test(before) && AMOUNT_START.test(after)) || /\p{Sc}/u.test(after);
  return { opens: false, closes: !isTimes };
}

/** CommonMark's emphasis, except that a star that multiplies amounts and an underscore inside a product code (`KT-_500_-X`) are text. */
export function amountsAreText(attention: Construct): Construct {
  return atRunEnd(attention, (run, place) => {
    const [before, after] = [charOf(place.before), charOf(place.after)];
    const isStar = place.context.sliceSerialize(run).startsWith("*");
    const isSingle = run.end.offset - run.start.offset === 1;
    const isPower = isStar && !isSingle && DIGIT.test(before) && DIGIT.test(after);
    const star = isStar && isSingle ? starBetween(before, after) : { opens: !isPower, closes: !isPower };
    const isInCode = !isStar && /[-/#.]/.test(before) && WORD.test(after);
    if (!star.opens || isInCode) run._open = false;
    if (!star.closes) run._close = false;
  });
}

function charOf(code: Code): string {
  return code !== null && code > 0 ? String.fromCodePoint(code) : "";
}

const CODE_OR_STAR = /(`+)[\s\S]*?(?:\1(?!`)|$)|\*/g;

/** The same for unfinished text: the code that closes open markdown counts stars, and must not count these. */
export const KEEP_AMOUNTS = {
  name: "amounts",
  // Runs before the handlers that close markdown.
  priority: 1,
  handle: (text: string): string =>
    text.replace(CODE_OR_STAR, (found, _ticks, at: number) =>
      found === "*" && !starBetween(text[at - 1] ?? "", text[at + 1] ?? "").closes ? "\\*" : found,
    ),
};
