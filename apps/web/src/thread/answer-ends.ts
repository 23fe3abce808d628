import { EMPTY_ANSWER } from "@sendcat/shared-types";
import { CircleOff, CirclePause, PlugZap, Scissors, ShieldAlert, type LucideIcon } from "lucide-react";
import type { ShownMessage } from "../conversation/shown-message.ts";

interface AnswerEnd {
  /** What the user reads below the answer; null when there is nothing to say or a refusal notice says it. */
  readonly note: { readonly text: string; readonly icon: LucideIcon } | null;
  /** Whether the user may ask for the rest. */
  readonly canContinue: boolean;
}

export type EndStatus = Exclude<ShownMessage["status"], "streaming">;

/** How the page describes each way an answer can end. */
export const ANSWER_ENDS: Readonly<Record<EndStatus, AnswerEnd>> = {
  complete: { note: null, canContinue: false },
  truncated: {
    note: { text: "This answer reached its length limit and was cut off.", icon: Scissors },
    canContinue: true,
  },
  filtered: { note: { text: "The model’s safety filter ended this answer.", icon: ShieldAlert }, canContinue: false },
  empty: { note: { text: EMPTY_ANSWER, icon: CircleOff }, canContinue: false },
  stopped: { note: { text: "You stopped this answer.", icon: CirclePause }, canContinue: true },
  interrupted: { note: { text: "This answer was cut off on our side.", icon: PlugZap }, canContinue: true },
  failed: { note: null, canContinue: true },
  unsent: { note: null, canContinue: false },
};
