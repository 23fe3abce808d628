import type { Attribution } from "../errors/error-table.ts";
import { namesOf } from "../records/names-of.ts";

/** `continue`: ask for the rest, in a turn of its own; only an answer with words has a rest. `try-again`: replace the answer. */
export type EndingAction = "continue" | "try-again";

export interface EndingRow {
  /** What whoever reads the answer is told below it; null: nothing. */
  readonly told: string | null;
  readonly actions: readonly EndingAction[];
  /** Whether the turn counts against the user's quota. `once-begun`: if a model had begun to answer. */
  readonly counts: "always" | "once-begun" | "after-free-ones";
  /** Whether the answer says what its conversation is about, and how long an answer takes. */
  readonly isAnswer: boolean;
  /** Who caused it, for metrics; null when nobody failed, or when its error says who. */
  readonly attribution: Attribution | null;
}

/** Turns of a day that get no answer and do not count: a question can ask for silence without end. */
export const FREE_EMPTY_ANSWERS_A_DAY = 5;

/** Every way an answer can end. The list is closed: stores, streams, screens, documents and metrics are made from it. */
const ROWS = {
  complete: { told: null, actions: [], counts: "always", isAnswer: true, attribution: null },
  /** Cut at its length limit, by tokens or by time. */
  truncated: {
    told: "The answer reached its length limit.",
    actions: ["continue"],
    counts: "always",
    isAnswer: true,
    attribution: null,
  },
  /** Ended or held back by the provider's filter. */
  filtered: {
    told: "A safety filter stopped this answer.",
    actions: ["try-again"],
    counts: "always",
    isAnswer: false,
    attribution: null,
  },
  /** The model declined, by the provider's own fields. Its words, if any, are the answer's text. */
  refused: {
    told: "The assistant declined to answer this.",
    actions: ["try-again"],
    counts: "always",
    isAnswer: false,
    attribution: null,
  },
  /** No answer text from any route. */
  empty: {
    told: "The assistant gave no answer.",
    actions: ["try-again"],
    counts: "after-free-ones",
    isAnswer: false,
    attribution: "provider",
  },
  /** Stopped by the user. */
  stopped: {
    told: "This answer was stopped.",
    actions: ["continue", "try-again"],
    counts: "always",
    isAnswer: false,
    attribution: null,
  },
  /** The provider or our own code broke; the text before that is kept. */
  failed: {
    told: "Something went wrong before this answer was finished.",
    actions: ["continue", "try-again"],
    counts: "once-begun",
    isAnswer: false,
    attribution: null,
  },
  /** Its worker died or had to stop; the parts are what had been written by then. */
  interrupted: {
    told: "This answer was cut off on our side.",
    actions: ["continue", "try-again"],
    counts: "once-begun",
    isAnswer: false,
    attribution: null,
  },
} as const satisfies Readonly<Record<string, EndingRow>>;

export type Ending = keyof typeof ROWS;
export const ENDING_TABLE: Readonly<Record<Ending, EndingRow>> = ROWS;
export const ENDINGS = namesOf(ENDING_TABLE);

/** What can be done about an answer that ended like this. */
export function actionsOf(ending: Ending, hasWords: boolean): readonly EndingAction[] {
  const { actions } = ENDING_TABLE[ending];
  return hasWords ? actions : actions.filter((action) => action !== "continue");
}

const COUNTS: Readonly<Record<EndingRow["counts"], string>> = {
  always: "It counts toward the limit.",
  "once-begun": "It counts toward the limit if a model had begun to answer.",
  "after-free-ones": `The first ${FREE_EMPTY_ANSWERS_A_DAY} of a day do not count toward the limit.`,
};

/** What the user who asked is told below the answer; an empty text: nothing. */
export function endingSentence(ending: Ending): string {
  const { told, counts } = ENDING_TABLE[ending];
  if (counts !== "after-free-ones") return told ?? "";
  return `${told} Up to ${FREE_EMPTY_ANSWERS_A_DAY} of these a day do not count toward your limit.`;
}

/** For a document: how it counts, as a sentence. */
export function countSentence(ending: Ending): string {
  return COUNTS[ENDING_TABLE[ending].counts];
}
