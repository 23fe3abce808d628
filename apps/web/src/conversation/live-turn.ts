import type { AttachmentView, Ending, PublicError } from "@sendcat/shared-types";

/**
 * The turn this tab sent or follows. sending -> streaming -> ended; sending -> refused; any -> lost.
 * `refused`: the service refused it before it started; nothing was stored. `lost`: the network failed; the turn may still be running.
 */
type TurnPhase = "sending" | "streaming" | "stopping" | "ended" | "refused" | "lost";

export interface Question {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
}

export interface LiveTurn {
  readonly turnId: string;
  readonly kind: "submit" | "regenerate" | "continue" | "attach";
  readonly userMessage: Question | null;
  /** Number of the conversation's newest pictures that the model gets. */
  readonly pictures: number;
  /** Id of the answer that this turn replaces: hidden while the turn runs. */
  readonly replaces: string | null;
  /** Id of the answer whose rest this turn writes. */
  readonly continues: string | null;
  readonly phase: TurnPhase;
  /** How it ended, according to the stream. */
  readonly endedAs: Ending | null;
  readonly error: PublicError | null;
  /** When `error` arrived, for its countdown. */
  readonly errorAtMs: number;
  readonly model: string | undefined;
  /** How many times the same message was resent automatically. */
  readonly attempt: number;
  readonly startedAtMs: number;
}

export function isOpen(turn: LiveTurn): boolean {
  return turn.phase === "sending" || turn.phase === "streaming" || turn.phase === "stopping";
}
