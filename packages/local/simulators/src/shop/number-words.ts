const COUNTS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, six: 6 };
const COUNT =
  /\b(?:compare|show|find|give|list|recommend|suggest)(?: me| us)?(?: the)?(?: best| top)? (two|three|four|five|six|[2-6])\b/i;

const PLACES: Readonly<Record<string, number>> = {
  first: 0,
  second: 1,
  third: 2,
  fourth: 3,
  "1st": 0,
  "2nd": 1,
  "3rd": 2,
  "4th": 3,
};
const PLACE = /\b(first|second|third|fourth|1st|2nd|3rd|4th) (?:one|option|product|item)\b/i;

/** "Compare three air fryers": 3. Null when the text asks for no number of offers. */
export function askedCount(text: string): number | null {
  const word = COUNT.exec(text)?.[1]?.toLowerCase();
  return word === undefined ? null : (COUNTS[word] ?? Number(word));
}

/** "The second one": 1, an index that starts at 0. Null when none is named. */
export function pickedPlace(text: string): number | null {
  return PLACES[PLACE.exec(text)?.[1]?.toLowerCase() ?? ""] ?? null;
}
