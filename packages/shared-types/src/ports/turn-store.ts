import type { MessagePart, TextPart, ToolPart } from "../chat/message.ts";
import type { Ending } from "../chat/ending.ts";
import type { MessageStatus } from "../chat/message-status.ts";
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

/** The user for whom the service starts a turn; their token has been verified. */
export type TurnOwner = Pick<Principal, "userId" | "kind" | "plan">;

export interface BeginTurn {
  readonly turnId: string;
  readonly threadId: string;
  /** The process that runs it. The process keeps one lease for all its turns and reads their signals under this name. */
  readonly worker: string;
  /** Id of the request, for the core's log. */
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
    /** `continue`: the answer is the rest of the message, and follows it. */
    | { readonly kind: "regenerate" | "continue"; readonly messageId: string };
  /** `pictures`: how many of the newest pictures the model is shown: as many as were paid for. */
  readonly history: { readonly maxMessages: number; readonly maxChars: number; readonly pictures?: number };
  /** How long the process counts as alive without a heartbeat. */
  readonly leaseMs: number;
  /** The turn's reservation: charged if its worker dies and the true cost stays unknown. */
  readonly reservation: Pick<Reservation, "day" | "tokens" | "costMicroUsd">;
}

/** A search of an earlier turn, with its result. */
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
  /** URLs of its pictures that the model is shown. */
  readonly pictures?: readonly string[];
  /** Text of its documents, within the history's limits. */
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
      /** Oldest first, ends with the user's message of this turn, or with the answer to continue; bounded by `history`. */
      readonly history: readonly HistoryMessage[];
    }
  /** This turn id was started before by the same user: answer with that turn. */
  | { readonly ok: true; readonly kind: "existing"; readonly status: MessageStatus }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Checkpoint {
  readonly turnId: string;
  /** Null when only the model call has news. */
  readonly chunk: TurnChunk | null;
  /** What is known of the model call: needed to ask for the true cost if the worker dies. */
  readonly progress: TurnProgress | null;
}

export interface TurnProgress {
  readonly route: string;
  readonly generationId: string | null;
}

export interface CheckpointReply {
  /**
   * False when the turn no longer belongs to this worker (it has ended, or another answer is being written in its conversation): stop
   * writing.
   */
  readonly live: boolean;
}

export interface FinishTurn {
  readonly turnId: string;
  /** `interrupted` when its process had to stop. */
  readonly status: Ending;
  readonly parts: readonly MessagePart[];
  readonly finishReason: FinishReason;
  readonly error: PublicError | null;
  readonly route: string | null;
  readonly generationId: string | null;
  /** Generations that were abandoned before their first token and may still be billed. */
  readonly abandonedGenerationIds: readonly string[];
  /** Null when the provider reported no usage: an aborted or broken answer, to be reconciled. */
  readonly usage: ModelUsage | null;
  /** What was charged to the quota, micro-dollars. */
  readonly chargedMicroUsd: number;
  readonly chargedTokens: number;
  /** False when the turn was given back: it never reached the model, or the model gave no answer. */
  readonly counts: boolean;
  /** False while the charge is an estimate: the provider has to be asked. */
  readonly isFinal: boolean;
  /** The reported cost if it is above the reservation or the list price: at most the reservation was charged. Else null. */
  readonly implausibleMicroUsd: number | null;
  /** The service day that it counts for, e.g. `2026-11-23`. */
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
  /** Checkpoints with a `seq` greater than the one asked for, in order. Empty once the turn has ended. */
  readonly chunks: readonly TurnChunk[];
  /** The final parts once the turn has ended, else null. */
  readonly parts: readonly MessagePart[] | null;
  readonly finishReason: FinishReason | null;
  readonly error: PublicError | null;
}

/** What readers in another process want of a turn: that it stops, or that checkpoints are written more often because they follow it. */
export interface TurnSignal {
  readonly turnId: string;
  readonly signal: "stop" | "follow";
}

/** Convex, as the streaming hosts need it. */
export interface TurnStore {
  /** As the service. Idempotent by turn id. Refuses with `not_found` (another user's thread) or `conflict`. */
  begin(turn: BeginTurn, owner: TurnOwner): Promise<BeginResult>;
  /**
   * As the service. Throws a SendcatError when the store does not answer. A checkpoint may be missed; the next one includes everything
   * since the last.
   * Checkpoints of many turns may travel in one call.
   */
  checkpoint(checkpoint: Checkpoint): Promise<CheckpointReply>;
  /** As the service. Heartbeat of a process that has turns: extends its lease to `leaseMs` from now. Sent a few times per lease. */
  beat(worker: string, leaseMs: number): Promise<void>;
  /** As the service. What readers in other processes want of a process's running turns; polled about once a second while it has any. */
  signals(worker: string): Promise<readonly TurnSignal[]>;
  /** As the service. Idempotent: the worker's first ending counts and replaces the sweep's, which took the worker for dead. */
  finish(turn: FinishTurn): Promise<void>;
  /** As the service: the quota could not be told what this turn cost, and has to be told later. */
  oweSettlement(turnId: string): Promise<void>;
  /** Null when this user has no such turn. */
  read(query: { readonly turnId: string; readonly afterSeq: number }, as: Credential): Promise<TurnView | null>;
  /** As the user, who reads a running turn of another process. Nothing for a turn that has ended or belongs to another user. */
  follow(turnId: string, as: Credential): Promise<void>;
  /** Marks the turn to be stopped; null when this user has no such turn. */
  requestStop(turnId: string, as: Credential): Promise<{ readonly status: MessageStatus } | null>;
}
