import type { MessagePart, MessageStatus } from "../chat/message.ts";
import type { PublicError } from "../errors/error-body.ts";
import type { Refusal } from "../errors/refusal.ts";
import type { TurnChunk } from "../stream/turn-segment.ts";
import type { FinishReason } from "../stream/ui-chunk.ts";
import type { ModelUsage } from "./model.ts";

/** A user's bearer token: the store acts as that user and checks ownership itself. */
export interface Credential {
  readonly token: string;
}

export interface BeginTurn {
  readonly turnId: string;
  readonly threadId: string;
  /** The model class asked for. */
  readonly model: string;
  readonly input:
    | { readonly kind: "submit"; readonly messageId: string; readonly parts: readonly MessagePart[] }
    | { readonly kind: "regenerate"; readonly messageId: string };
  readonly history: { readonly maxMessages: number; readonly maxChars: number };
  readonly leaseMs: number;
}

export type BeginResult =
  | {
      readonly ok: true;
      readonly kind: "begun";
      readonly assistantMessageId: string;
      /** Oldest first, ends with the user's message of this turn; bounded by `history`. */
      readonly history: readonly { readonly role: "user" | "assistant"; readonly text: string }[];
    }
  /** This turn id was begun before, by the same user: answer with that turn. */
  | { readonly ok: true; readonly kind: "existing"; readonly status: MessageStatus }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Checkpoint {
  readonly turnId: string;
  /** Null is a heartbeat: it renews the lease and asks for a stop. */
  readonly chunk: TurnChunk | null;
  readonly leaseMs: number;
}

export interface CheckpointReply {
  readonly stopRequested: boolean;
  /** False when the turn is no longer this worker's (interrupted by the sweep, or finished): write no more. */
  readonly live: boolean;
}

export interface FinishTurn {
  readonly turnId: string;
  readonly status: Exclude<MessageStatus, "streaming" | "interrupted">;
  readonly parts: readonly MessagePart[];
  readonly finishReason: FinishReason;
  readonly error: PublicError | null;
  readonly route: string | null;
  readonly generationId: string | null;
  /** Null when the provider never said: an aborted or broken answer, to be reconciled. */
  readonly usage: ModelUsage | null;
  /** What was charged against the quota, micro-dollars. */
  readonly chargedMicroUsd: number;
  /** The service day it counts for, e.g. `2026-11-23`. */
  readonly day: string;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}

export interface TurnView {
  readonly turnId: string;
  readonly threadId: string;
  readonly assistantMessageId: string;
  readonly model: string;
  readonly status: MessageStatus;
  readonly createdAtMs: number;
  /** Checkpoints with `seq` greater than asked for, in order. Empty once the turn has ended. */
  readonly chunks: readonly TurnChunk[];
  /** The final parts once the turn has ended, else null. */
  readonly parts: readonly MessagePart[] | null;
  readonly finishReason: FinishReason | null;
  readonly error: PublicError | null;
}

/** Convex, as the stream plane needs it. */
export interface TurnStore {
  /** Idempotent by turn id. Refuses with `not_found` (thread of somebody else) or `conflict`. */
  begin(turn: BeginTurn, as: Credential): Promise<BeginResult>;
  /** As the service. Throws a SendcatError when the store cannot be reached: a checkpoint may be missed, the next carries all since. */
  checkpoint(checkpoint: Checkpoint): Promise<CheckpointReply>;
  /** As the service. Idempotent: the first ending stands. */
  finish(turn: FinishTurn): Promise<void>;
  /** Null when there is no such turn of this user. */
  read(query: { readonly turnId: string; readonly afterSeq: number }, as: Credential): Promise<TurnView | null>;
  /** Marks the turn to be stopped; null when there is no such turn of this user. */
  requestStop(turnId: string, as: Credential): Promise<{ readonly status: MessageStatus } | null>;
}
