import { Chat } from "@ai-sdk/react";
import { ChatDisconnected, ChatRefusal, type ConnectionState, type SendcatTransport } from "@sendcat/chat-client";
import {
  isPicture,
  MAX_ATTACHMENTS,
  publicErrorSchema,
  statusOfFinish,
  toPublicError,
  type AttachmentView,
  type PublicError,
} from "@sendcat/shared-types";
import type { UIMessage } from "ai";
import { isOpen, type LiveTurn, type Question } from "./live-turn.ts";

export interface ConversationState {
  readonly turn: LiveTurn | null;
  /** A turn was sent from this tab, so the thread may be stored by now. */
  readonly hasBegun: boolean;
  readonly connection: ConnectionState;
}

export interface Conversation {
  readonly threadId: string;
  /** The live turn's messages only; the history comes from Convex. */
  readonly chat: Chat<UIMessage>;
  state(): ConversationState;
  subscribe(listener: () => void): () => void;
  send(text: string, options: SendOptions): void;
  regenerate(messageId: string, options: Omit<SendOptions, "attachments">): void;
  /** Asks for the rest of the last answer, in a turn of its own. */
  goOn(messageId: string, options: Omit<SendOptions, "attachments">): void;
  /** Sends a refused turn again, or resumes a lost one; `byItself`: automatic, not asked for by the user. */
  retry(options?: { readonly byItself: boolean }): void;
  /** Follows a turn that another tab or device started. */
  attach(turnId: string): void;
  stop(turnId: string): void;
  /** Drops the live turn, because its end is stored. */
  settle(): void;
  setConnection(connection: ConnectionState): void;
}

export interface SendOptions {
  readonly model: string | undefined;
  readonly attachments?: readonly AttachmentView[];
  /** Number of pictures in earlier messages, for the model to look at again. */
  readonly earlierPictures?: number;
}

type Sent = Pick<LiveTurn, "turnId" | "model" | "pictures"> & Partial<Pick<LiveTurn, "attempt">>;

/** What the transport gets in addition to the message. */
interface SendBody {
  readonly turnId: string;
  readonly model?: string;
  readonly continues?: string;
  readonly attachments: readonly string[];
  readonly pictures: number;
}

const INTERNAL = toPublicError({ code: "internal" });
/** After a stop the stream ends within a checkpoint (2 s). After this time we stop reading it in any case. */
const STOP_PATIENCE_MS = 8_000;

/** The live state of one thread: the turn in flight and how it ended. Outlives the view, so that leaving a thread stops nothing. */
export function createConversation(options: {
  readonly threadId: string;
  readonly transport: SendcatTransport<UIMessage>;
  readonly newId: () => string;
  readonly now: () => number;
}): Conversation {
  const { threadId, transport, newId, now } = options;
  const listeners = new Set<() => void>();
  let state: ConversationState = { turn: null, hasBegun: false, connection: "connected" };
  /** What the stream reported about its ending before it closed. */
  let said: { error: PublicError | null; end: "interrupted" | "empty" | "refused" | null } = { error: null, end: null };

  function set(next: Partial<ConversationState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }
  function patch(change: Partial<LiveTurn>): void {
    if (state.turn) set({ turn: { ...state.turn, ...change } });
  }

  const chat: Chat<UIMessage> = new Chat<UIMessage>({
    id: threadId,
    transport,
    generateId: newId,
    onData(part) {
      if (part.type === "data-interrupted") said.end = "interrupted";
      if (part.type === "data-empty") said.end = "empty";
      if (part.type === "data-refused") said.end = "refused";
      if (part.type !== "data-error") return;
      const parsed = publicErrorSchema.safeParse(part.data);
      said.error = parsed.success ? parsed.data : INTERNAL;
    },
    onError(failure) {
      if (ChatDisconnected.isInstance(failure)) return patch({ phase: "lost" });
      const begun = chat.messages.some((message) => message.role === "assistant");
      if (ChatRefusal.isInstance(failure)) {
        return patch({ phase: begun ? "lost" : "refused", error: failure.error, errorAtMs: now() });
      }
      if (said.end === "empty") return patch({ phase: "ended", endedAs: "empty" });
      patch({ phase: "ended", endedAs: "failed", error: said.error ?? INTERNAL, errorAtMs: now() });
    },
    onFinish({ isAbort, isError, finishReason }) {
      if (isAbort || isError || !state.turn || !isOpen(state.turn)) return;
      const isCut = finishReason === undefined || finishReason === "interrupted";
      patch({ phase: "ended", endedAs: said.end ?? (isCut ? "stopped" : statusOfFinish(finishReason)) });
    },
  });

  function begin(turn: Pick<LiveTurn, "turnId" | "kind"> & Partial<LiveTurn>): SendBody {
    said = { error: null, end: null };
    const defaults = {
      userMessage: null,
      replaces: null,
      continues: null,
      phase: "sending",
      endedAs: null,
      error: null,
    } as const;
    set({
      turn: { ...defaults, pictures: 0, errorAtMs: 0, model: undefined, attempt: 0, startedAtMs: now(), ...turn },
      hasBegun: true,
      connection: "connected",
    });
    const attachments = turn.userMessage?.attachments.map(({ id }) => id) ?? [];
    return {
      turnId: turn.turnId,
      attachments,
      pictures: turn.pictures ?? 0,
      ...(turn.model ? { model: turn.model } : {}),
      ...(turn.continues ? { continues: turn.continues } : {}),
    };
  }

  function submit(message: Question, turn: Sent): void {
    const body = begin({ ...turn, kind: "submit", userMessage: message });
    chat.messages = [];
    void chat.sendMessage({ id: message.id, role: "user", parts: [{ type: "text", text: message.text }] }, { body });
  }

  function answerAnew(messageId: string, turn: Sent): void {
    const body = begin({ ...turn, kind: "regenerate", replaces: messageId });
    chat.messages = [{ id: messageId, role: "assistant", parts: [] }];
    void chat.regenerate({ messageId, body });
  }

  function writeRest(messageId: string, turn: Sent): void {
    const body = begin({ ...turn, kind: "continue", continues: messageId });
    chat.messages = [];
    void chat.sendMessage(undefined, { body });
  }

  async function follow(turnId: string): Promise<void> {
    // Text of the same turn stays on the page until its first chunk replaces it.
    if (state.turn?.turnId !== turnId) chat.messages = [];
    const body = begin({ turnId, kind: "attach", phase: "streaming" });
    await chat.resumeStream({ body });
    // There was no stream to follow: the stored message will show how the turn ended.
    if (state.turn?.turnId === turnId && state.turn.phase === "streaming") patch({ phase: "lost" });
  }

  return {
    threadId,
    chat,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    send(text, { model, attachments = [], earlierPictures = 0 }) {
      const pictures = Math.min(MAX_ATTACHMENTS, attachments.filter(isPicture).length + earlierPictures);
      submit({ id: newId(), text, attachments }, { turnId: newId(), model, pictures });
    },
    regenerate: (messageId, { model, earlierPictures = 0 }) =>
      answerAnew(messageId, { turnId: newId(), model, pictures: Math.min(MAX_ATTACHMENTS, earlierPictures) }),
    goOn: (messageId, { model, earlierPictures = 0 }) =>
      writeRest(messageId, { turnId: newId(), model, pictures: Math.min(MAX_ATTACHMENTS, earlierPictures) }),
    retry({ byItself } = { byItself: false }) {
      const { turn } = state;
      if (!turn || isOpen(turn)) return;
      // A lost turn keeps its id: if it did start, the same turn answers and nothing is charged twice.
      const turnId = turn.phase === "lost" ? turn.turnId : newId();
      const again = { turnId, model: turn.model, pictures: turn.pictures, attempt: byItself ? turn.attempt + 1 : 0 };
      if (turn.kind === "attach") void follow(turn.turnId);
      else if (turn.userMessage) submit(turn.userMessage, again);
      else if (turn.replaces) answerAnew(turn.replaces, again);
      else if (turn.continues) writeRest(turn.continues, again);
    },
    attach: (turnId) => void follow(turnId),
    stop(turnId) {
      if (state.turn?.turnId === turnId) patch({ phase: "stopping" });
      transport.stopTurn(turnId).catch(() => undefined);
      setTimeout(() => {
        if (state.turn?.turnId !== turnId || state.turn.phase !== "stopping") return;
        patch({ phase: "ended", endedAs: "stopped" });
        void chat.stop();
      }, STOP_PATIENCE_MS);
    },
    settle() {
      if (!state.turn) return;
      if (isOpen(state.turn)) void chat.stop();
      set({ turn: null, connection: "connected" });
    },
    setConnection: (connection) => set({ connection }),
  };
}
