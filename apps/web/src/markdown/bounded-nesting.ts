import { attention, blockQuote, labelStartImage, labelStartLink, list } from "micromark-core-commonmark";
import type { Construct, ConstructRecord, Extension, TokenizeContext } from "micromark-util-types";
import { amountsAreText } from "./amounts-are-text.ts";
import { atRunEnd } from "./at-run-end.ts";

/** A quote or a list begins in the first columns of a line: each takes a column, so no more can stand inside each other. */
const MAX_CONTAINER_COLUMN = 64;
/** Links and pictures that are open at the same time in one paragraph. */
const MAX_LABELS = 32;
/** Characters of one paragraph that may begin or end emphasis, or what is struck out: half as many elements at most. */
const MAX_MARKERS = 512;

type Wrap = (construct: Construct) => Construct;

/**
 * `extensions` and CommonMark's own syntax with a bound on how deep they nest; what is deeper is text. What parses, transforms
 * and renders an answer does so recursively, and much of it takes the square of the depth.
 */
export function boundedSyntax(extensions: readonly Extension[]): Extension[] {
  return [COMMONMARK, ...extensions.map(boundedExtension)];
}

const firstColumns: Wrap = (construct) => only(construct, (context) => context.now().column <= MAX_CONTAINER_COLUMN);

const fewLabels: Wrap = (construct) =>
  only(construct, ({ _labelStarts: open = [] }) => open.filter((label) => !label._balanced).length < MAX_LABELS);

const afterLabel: Wrap = (construct) => only(construct, ({ _labelStarts: starts = [] }) => starts.length > 0);

/** A run past the bound is text. A run is of `*`, of `_` or of `~`; each closing one looks for its opening one through all before it. */
function fewMarkers(construct: Construct): Construct {
  const usedIn = new WeakMap<TokenizeContext, number>();
  return atRunEnd(construct, (run, { context }) => {
    if (!run._open && !run._close) return;
    const used = (usedIn.get(context) ?? 0) + run.end.offset - run.start.offset;
    if (used <= MAX_MARKERS) return void usedIn.set(context, used);
    run._open = false;
    run._close = false;
  });
}

/** The construct where `isAllowed` says so, under a name of its own: the parser's own one is switched off by its name. */
function only(construct: Construct, isAllowed: (context: TokenizeContext) => boolean): Construct {
  const { continuation } = construct;
  const renamed: Construct = { ...construct, name: boundedName(construct) };
  const bounded: Construct = {
    ...renamed,
    tokenize(effects, ok, nok) {
      return isAllowed(this) ? construct.tokenize.call(this, effects, ok, nok) : nok;
    },
  };
  if (!continuation) return bounded;
  // A list and a quote look for themselves on their next line. What is open already is not one deeper.
  const goesOn: Construct = {
    ...continuation,
    tokenize(effects, ok, nok) {
      const attempt: typeof effects.attempt = (tried, ...then) =>
        effects.attempt(tried === construct ? renamed : tried, ...then);
      return continuation.tokenize.call(this, { ...effects, attempt }, ok, nok);
    },
  };
  return { ...bounded, continuation: goesOn };
}

function boundedName({ name }: Construct): string {
  return `bounded-${name}`;
}

const LISTS = [42, 43, 45, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57];
const [ASTERISK, UNDERSCORE, TILDE, EXCLAMATION, GREATER] = [42, 95, 126, 33, 62] as const;
const [BRACKET, BRACKET_END] = [91, 93] as const;

const boundedList = firstColumns(list);
const emphasis = { ...fewMarkers(amountsAreText(attention)), name: boundedName(attention) };

const COMMONMARK: Extension = {
  document: {
    ...Object.fromEntries(LISTS.map((code) => [code, boundedList])),
    [GREATER]: firstColumns(blockQuote),
  },
  text: {
    [ASTERISK]: emphasis,
    [UNDERSCORE]: emphasis,
    [EXCLAMATION]: fewLabels(labelStartImage),
    [BRACKET]: fewLabels(labelStartLink),
  },
  disable: {
    null: [list, blockQuote, attention, labelStartImage, labelStartLink].flatMap(({ name }) => name ?? []),
  },
};

/** Of GFM, footnotes are containers and struck text is a run. A footnote's `]` looks for its start through all before it. */
function boundedExtension(extension: Extension): Extension {
  const { document = {}, text = {} } = extension;
  const bounded = { ...wrapped(text, TILDE, fewMarkers), ...wrapped(text, BRACKET_END, afterLabel) };
  return {
    ...extension,
    document: Object.assign({}, ...Object.keys(document).map((code) => wrapped(document, code, firstColumns))),
    text: { ...text, ...bounded },
  };
}

function wrapped(record: ConstructRecord, code: number | string, wrap: Wrap): ConstructRecord {
  const value = record[Number(code)];
  return value ? { [code]: [value].flat().map(wrap) } : {};
}
