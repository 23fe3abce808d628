import { attention, blockQuote, labelStartImage, labelStartLink, list } from "micromark-core-commonmark";
import type { Construct, ConstructRecord, Extension, TokenizeContext } from "micromark-util-types";
import { amountsAreText } from "./amounts-are-text.ts";
import { atRunEnd } from "./at-run-end.ts";

/** A quote or list must start within these first columns of a line. Each takes at least one column, so this limits the depth. */
const MAX_CONTAINER_COLUMN = 64;
/** Links and pictures that may be open at the same time in one paragraph. */
const MAX_LABELS = 32;
/** Characters of one paragraph that may start or end emphasis or strikethrough: at most half as many elements. */
const MAX_MARKERS = 512;

type Wrap = (construct: Construct) => Construct;

/**
 * `extensions` and CommonMark's own syntax with limited nesting; anything deeper is text. Parsing, transforming and rendering
 * an answer are recursive, and much of it takes time proportional to the square of the depth.
 */
export function boundedSyntax(extensions: readonly Extension[]): Extension[] {
  return [COMMONMARK, ...extensions.map(boundedExtension)];
}

const firstColumns: Wrap = (construct) => only(construct, (context) => context.now().column <= MAX_CONTAINER_COLUMN);

const fewLabels: Wrap = (construct) =>
  only(construct, ({ _labelStarts: open = [] }) => open.filter((label) => !label._balanced).length < MAX_LABELS);

const afterLabel: Wrap = (construct) => only(construct, ({ _labelStarts: starts = [] }) => starts.length > 0);

/** A run of `*`, `_` or `~` past the limit is text: each closing run searches all earlier ones for its opening run. */
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

/** The construct, only where `isAllowed` is true. It gets its own name, because the parser's construct is disabled by name. */
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
  // On its next line a list or quote tries itself again; continuing an open one is not one level deeper.
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

/** GFM's footnotes are containers and its strikethrough is a run. A footnote's `]` searches all text before it for its start. */
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
