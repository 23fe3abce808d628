import type { OddReading } from "@sendcat/local-simulators";

interface Difference {
  readonly ours: OddReading;
  readonly theirs: OddReading;
}

const fails = ({ ends }: OddReading): boolean => ends.startsWith("error");
const textOf = ({ text = "" }: OddReading): string => text.trim();
const isSilent = ({ text = "", reasoning = "", calls = [] }: OddReading): boolean =>
  `${text}${reasoning}`.trim() === "" && calls.length === 0;
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The kinds of difference; the first that applies counts. */
const REASONS: readonly (readonly [reason: string, applies: (difference: Difference) => boolean])[] = [
  [
    "The provider reported an error or the stream was cut: an answer that looks complete would hide it",
    ({ ours, theirs }) => fails(ours) && !fails(theirs),
  ],
  [
    "The answer is complete: one unusual chunk is no reason to lose it",
    ({ ours, theirs }) => !fails(ours) && fails(theirs),
  ],
  [
    "The model asked for these tools, in another form, and waits for their results; input that is not JSON is reported to it, not made `{}`",
    ({ ours, theirs }) => !same(ours.calls, theirs.calls),
  ],
  ["The answer is there, in another field or form", ({ ours, theirs }) => isSilent(theirs) && !isSilent(ours)],
  [
    "Reasoning in tags is not part of the text",
    ({ ours, theirs }) => ours.reasoning !== undefined && textOf(theirs).includes(ours.reasoning.trim()),
  ],
  [
    "One answer was asked for: the text of a second one, or after the end, is not part of it",
    ({ ours, theirs }) => textOf(theirs).length > textOf(ours).length,
  ],
  [
    "The reasoning is there, in another field or after the text began",
    ({ ours, theirs }) =>
      same(ours.text, theirs.text) && ours.reasoning !== undefined && theirs.reasoning === undefined,
  ],
  [
    "The finish reason is another API's word with a known meaning",
    ({ ours, theirs }) => theirs.ends === "other" && ours.ends !== "other",
  ],
  [
    "The model declined, by a field of its own API: its user is told so",
    ({ ours, theirs }) => ours.ends === "refusal" && theirs.ends !== "refusal",
  ],
  [
    "The finish reason stays the provider's; the tools run in both",
    ({ ours, theirs }) => ours.calls !== undefined && theirs.ends === "tool-calls",
  ],
];

/** Why our reading of a stream is the meant one; null for a difference of a kind that nobody has judged. */
export function reasonOf(ours: OddReading, theirs: OddReading): string | null {
  return REASONS.find(([, applies]) => applies({ ours, theirs }))?.[0] ?? null;
}
