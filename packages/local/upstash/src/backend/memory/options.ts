/** A command's options: how many values follow each name. */
export type OptionGrammar = Readonly<Record<string, number>>;

/** The values of each option that was given; an option without values has an empty list. */
export type Options<G extends OptionGrammar> = { readonly [Name in keyof G]?: readonly string[] };

/**
 * Reads options, in any case and order, as Redis does; the last of two wins. Throws Redis's syntax error for any other word, for
 * missing values and for two of a group in `exclusive`.
 */
export function parseOptions<G extends OptionGrammar>(
  words: readonly string[],
  grammar: G,
  exclusive: readonly (readonly (keyof G)[])[] = [],
): Options<G> {
  const { options, rest } = parseLeadingOptions(words, grammar);
  if (rest.length > 0) throw syntaxError();
  for (const group of exclusive) if (group.filter((name) => options[name]).length > 1) throw syntaxError();
  return options;
}

/** Reads the options before a command's other arguments: it stops at the first word that is none. */
export function parseLeadingOptions<G extends OptionGrammar>(
  words: readonly string[],
  grammar: G,
): { readonly options: Options<G>; readonly rest: readonly string[] } {
  const options: { [Name in keyof G]?: readonly string[] } = {};
  let at = 0;
  while (at < words.length) {
    const name = (words[at] ?? "").toUpperCase();
    const values = Object.hasOwn(grammar, name) ? grammar[name] : undefined;
    if (values === undefined) break;
    if (at + values >= words.length) throw syntaxError();
    // safe because the grammar has this name.
    options[name as keyof G] = words.slice(at + 1, at + 1 + values);
    at += 1 + values;
  }
  return { options, rest: words.slice(at) };
}

/** Reads a word that must be one of a few, in any case. */
export function parseWord<W extends string>(word: string | undefined, words: readonly W[]): W {
  const found = words.find((name) => name === word?.toUpperCase());
  if (found === undefined) throw syntaxError();
  return found;
}

export function syntaxError(): Error {
  return new Error("ERR syntax error");
}
