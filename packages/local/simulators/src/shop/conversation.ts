import { budgetUsd } from "./budget.ts";
import { intentOf, type Intent } from "./intent.ts";
import { findDestination, type Destination } from "./islands.ts";
import { askedCount, pickedPlace } from "./number-words.ts";
import { search } from "./search.ts";

export interface ChatTurn {
  readonly role: "system" | "user" | "assistant";
  readonly text: string;
}

/** What the assistant understands of a conversation. */
export interface Understanding {
  readonly question: string;
  readonly intent: Intent;
  /** The text that names the goods: this question, else the latest earlier one that does; null when there is none. */
  readonly topic: string | null;
  /** Whether the question itself names goods. */
  readonly namesGoods: boolean;
  /** Whether it names a delivery place. */
  readonly namesPlace: boolean;
  /** How many offers to show. */
  readonly shown: number;
  /** "The second one": its index in the list; null when none is meant. */
  readonly picked: number | null;
  /** The most the goods may cost once landed. */
  readonly budgetUsd: number | undefined;
  readonly destination: Destination;
  /** True when the user has not said where they are. */
  readonly assumed: boolean;
  /** How often "cheaper", "better" or "more" was asked on this topic, including this question. */
  readonly repeats: number;
}

const DEFAULT_SHOWN = 4;
const COUNTRY = /connection is in ([A-Z]{2})\b/;

export function understand(turns: readonly ChatTurn[]): Understanding {
  const asked = turns.filter(({ role }) => role === "user").map(({ text }) => text);
  const newestFirst = asked.toReversed();
  const question = newestFirst[0] ?? "";
  const told = turns.flatMap(({ role, text }) => (role === "system" ? text : [])).join("\n");
  const topicAt = newestFirst.findIndex((text) => search(text, { limit: 1 }).length > 0);
  const intent = intentOf(question);
  const sinceTopic = topicAt < 0 ? [] : newestFirst.slice(0, topicAt + 1);
  return {
    question,
    intent,
    topic: topicAt < 0 ? null : (newestFirst[topicAt] ?? null),
    namesGoods: topicAt === 0,
    namesPlace: !findDestination([question], null).assumed,
    shown: askedCount(topicAt < 0 ? question : (newestFirst[topicAt] ?? "")) ?? DEFAULT_SHOWN,
    picked: pickedPlace(question),
    budgetUsd: sinceTopic.map(budgetUsd).find((budget) => budget !== undefined),
    ...findDestination(newestFirst, COUNTRY.exec(told)?.[1] ?? null),
    repeats: sinceTopic.filter((text) => intentOf(text) === intent).length,
  };
}
