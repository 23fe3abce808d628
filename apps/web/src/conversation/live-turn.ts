import type { AttachmentView, MessageStatus, PublicError } from "@sendcat/shared-types";

/**
 * The turn this tab sent or follows. sending -> streaming -> ended; sending -> refused; any -> lost.
 * `refused`: the service said no before it began, nothing was stored. `lost`: the network stayed away, the turn may be running on.
 */
type TurnPhase = "sending" | "streaming" | "stopping" | "ended" | "refused" | "lost";

export interface Question {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
}

export interface LiveTurn {
  readonly turnId: string;
  readonly kind: "submit" | "regenerate" | "attach";
  readonly userMessage: Question | null;
  /** How many of the conversation's newest pictures the model is shown. */
  readonly pictures: number;
  /** The assistant message being answered anew: hidden while this turn runs. */
  readonly replaces: string | null;
  readonly phase: TurnPhase;
  /** How it ended, as the stream said. */
  readonly endedAs: Exclude<MessageStatus, "streaming"> | null;
  readonly error: PublicError | null;
  /** When `error` came, for its countdown. */
  readonly errorAtMs: number;
  readonly model: string | undefined;
  /** How often the same message was sent again by itself. */
  readonly attempt: number;
  readonly startedAtMs: number;
}

export function isOpen(turn: LiveTurn): boolean {
  return turn.phase === "sending" || turn.phase === "streaming" || turn.phase === "stopping";
}
