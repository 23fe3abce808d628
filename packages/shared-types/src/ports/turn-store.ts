import type { MessagePart, TextPart, ToolPart } from "../chat/message.ts";
import type { Ending, MessageStatus } from "../chat/message-status.ts";
import type { Principal } from "../identity/principal.ts";
import type { PublicError } from "../errors/error-body.ts";
import type { Refusal } from "../errors/refusal.ts";
import type { TurnChunk } from "../stream/turn-segment.ts";
import type { ToolResult } from "../tools/tool-result.ts";
import type { FinishReason } from "../stream/finish-reason.ts";
import type { ModelUsage } from "./model.ts";
import type { Reservation } from "./quota.ts";

/** A user's bearer token: the store acts as that user and checks ownership itself. */
export interface Credential {
  readonly token: string;
}

/** On whose behalf the service begins a turn; it has verified their token. */
export type TurnOwner = Pick<Principal, "userId" | "kind" | "plan">;

export interface BeginTurn {
  readonly turnId: string;
  readonly threadId: string;
  /** The process that runs it: it keeps one lease for all its turns, and asks for their signals, by this name. */
  readonly worker: string;
  /** Of the request that asked for it: it stands in the core's log. */
  readonly requestId?: string;
  /** The model class asked for. */
  readonly model: string;
  readonly input:
    | {
        readonly kind: "submit";
        readonly messageId: string;
        readonly parts: readonly TextPart[];
        readonly attachments?: readonly string[];
      }
    | { readonly kind: "regenerate"; readonly messageId: string };
  /** `pictures`: how many of the newest ones the model is shown, as many as were paid for. */
  readonly history: { readonly maxMessages: number; readonly maxChars: number; readonly pictures?: number };
  /** How long the process is believed to live without a beat. */
  readonly leaseMs: number;
  /** What was put on hold for it: what it is charged when its worker dies and nobody learns more. */
  readonly reservation: Pick<Reservation, "day" | "tokens" | "costMicroUsd">;
}

/** A search of an earlier turn, and what it found. */
export interface EarlierSearch {
  /** The tool's name. */
  readonly name: string;
  readonly input: ToolPart["input"];
  readonly result: ToolResult;
}

export interface HistoryMessage {
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly searches?: readonly EarlierSearch[];
  /** Addresses of its pictures that the model is shown. */
  readonly pictures?: readonly string[];
  /** What its documents say, as far as the history's bounds reach. */
  readonly documents?: readonly DocumentText[];
}

export interface DocumentText {
  readonly name: string;
  readonly text: string;
}

export type BeginResult =
  | {
      readonly ok: true;
      readonly kind: "begun";
      readonly assistantMessageId: string;
      /** Oldest first, ends with the user's message of this turn; bounded by `history`. */
      readonly history: readonly HistoryMessage[];
    }
  /** This turn id was begun before, by the same user: answer with that turn. */
  | { readonly ok: true; readonly kind: "existing"; readonly status: MessageStatus }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Checkpoint {
  readonly turnId: string;
  /** Null when there is only news of the model call. */
  readonly chunk: TurnChunk | null;
  /** What is known of the model call: with it the true cost can be asked for when the worker dies. */
  readonly progress: TurnProgress | null;
}

export interface TurnProgress {
  readonly route: string;
  readonly generationId: string | null;
}

export interface CheckpointReply {
  /** False when the turn is no longer this worker's (finished, or another answer is being written in its conversation): write no more. */
  readonly live: boolean;
}

export interface FinishTurn {
  readonly turnId: string;
  /** `interrupted` when its process had to go. */
  readonly status: Ending;
  readonly parts: readonly MessagePart[];
  readonly finishReason: FinishReason;
  readonly error: PublicError | null;
  readonly route: string | null;
  readonly generationId: string | null;
  /** Generations that were given up before their first token and may be billed all the same. */
  readonly abandonedGenerationIds: readonly string[];
  /** Null when the provider never said: an aborted or broken answer, to be reconciled. */
  readonly usage: ModelUsage | null;
  /** What was charged against the quota, micro-dollars. */
  readonly chargedMicroUsd: number;
  readonly chargedTokens: number;
  /** False when it was given back: it never reached the model, or the model gave no answer. */
  readonly counts: boolean;
  /** False while what was charged is an estimate: the provider is to be asked. */
  readonly isFinal: boolean;
  /** A cost that the provider reported and nobody believes: more than was held, which was charged instead. Else null. */
  readonly implausibleMicroUsd: number | null;
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

/** What a reader in another process wants of a turn: that it stops, or that it is written down more often because somebody follows it. */
export interface TurnSignal {
  readonly turnId: string;
  readonly signal: "stop" | "follow";
}

/** Convex, as the stream plane needs it. */
export interface TurnStore {
  /** As the service. Idempotent by turn id. Refuses with `not_found` (thread of somebody else) or `conflict`. */
  begin(turn: BeginTurn, owner: TurnOwner): Promise<BeginResult>;
  /**
   * As the service. Throws a SendcatError when the store cannot be reached: a checkpoint may be missed, the next carries all since.
   * Checkpoints of many turns may travel in one call.
   */
  checkpoint(checkpoint: Checkpoint): Promise<CheckpointReply>;
  /** As the service. A process that has turns says that it lives: they keep their worker for `leaseMs` from now. A few times a lease. */
  beat(worker: string, leaseMs: number): Promise<void>;
  /** As the service. What readers elsewhere want of a process's running turns; asked about once a second while it has any. */
  signals(worker: string): Promise<readonly TurnSignal[]>;
  /** As the service. Idempotent: the worker's first ending stands, also over the sweep's, which took the worker for dead. */
  finish(turn: FinishTurn): Promise<void>;
  /** As the service: the quota could not be told what this turn cost; it has to be told later. */
  oweSettlement(turnId: string): Promise<void>;
  /** Null when there is no such turn of this user. */
  read(query: { readonly turnId: string; readonly afterSeq: number }, as: Credential): Promise<TurnView | null>;
  /** As the user: they read a running turn of another process. Nothing for a turn that has ended or is not theirs. */
  follow(turnId: string, as: Credential): Promise<void>;
  /** Marks the turn to be stopped; null when there is no such turn of this user. */
  requestStop(turnId: string, as: Credential): Promise<{ readonly status: MessageStatus } | null>;
}
