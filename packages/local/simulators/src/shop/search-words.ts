/** Words that do not identify a product. */
const STOP_WORDS = new Set(
  (
    "a an and any are at be best big buy by can cheap cheaper cheapest compare could cost costs deal deals delivered delivery do does " +
    "find for from get give go good got great have help hey hi how i if in is it island jamaica kingston like long looking me much my " +
    "need new of off offer offers on one online or order our out over please pls price prices recommend send ship shipping shop should " +
    "show some something stuff suggest take tell than that the there thing things this to top under use want was we what whats when where " +
    "duty duties customs tax taxes gct vat landed freight arrive arrival days take takes safe three four five first second third last please thanks " +
    "which who will with would you your below less between bay montego port spain trinidad barbados bridgetown nassau bahamas us usd jmd"
  ).split(" "),
);

/** Everyday words, and the catalogue's words for them. */
const SYNONYMS: Readonly<Record<string, string>> = {
  cellphone: "phone",
  mobile: "phone",
  earphone: "headphone",
  earpod: "earbud",
  trainer: "sneaker",
  kick: "sneaker",
  airfryer: "fryer",
  telly: "television",
  tv: "television",
  carseat: "seat",
  infant: "baby",
  newborn: "baby",
  bookbag: "backpack",
  schoolbag: "backpack",
  pc: "laptop",
  bike: "bicycle",
  vehicle: "car",
};

/** The words of a question that may name a product: lower case, without plural endings, no duplicates. */
export function searchWords(text: string): readonly string[] {
  const words = new Set<string>();
  for (const word of text.toLowerCase().split(/[^a-z0-9]+/)) {
    if (word.length < 2 || STOP_WORDS.has(word) || /^\d+$/.test(word)) continue;
    const single = singular(word);
    words.add(Object.hasOwn(SYNONYMS, single) ? (SYNONYMS[single] ?? single) : single);
  }
  return [...words];
}

/** `shoes` to `shoe`, `batteries` to `battery`, `dresses` to `dress`; `gas` and `lens` stay. */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^su]s$/.test(word) && word !== "lens") return word.slice(0, -1);
  return word;
}
