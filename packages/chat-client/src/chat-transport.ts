import type { ChatTransport, UIMessage, UIMessageChunk } from "ai";
import { createAuthorizedFetch } from "./authorized-fetch.ts";
import { chatBody } from "./chat-body.ts";
import { refusalFromResponse } from "./chat-refusal.ts";
import { globalConnectivity, type Connectivity } from "./connectivity.ts";
import { pause } from "./pause.ts";
import { linkedController } from "./linked-controller.ts";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./retry-policy.ts";
import { sendTurn } from "./send-turn.ts";
import type { Session } from "./session.ts";
import { streamFrom } from "./stream-from.ts";
import type { ResumeOffset } from "./stitcher.ts";
import { turnStream, type ConnectionState } from "./turn-stream.ts";

export interface ChatTransportOptions {
  readonly session: Session;
  /** Address of the chat streams (`streamBaseUrl` of `GET /api/config`): no trailing slash, empty for this origin. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** The model class to request, read at each send. */
  readonly model?: () => string | undefined;
  /** Content of the form's hidden honeypot field; sent when it is not empty. */
  readonly honeypot?: () => string;
  readonly connectivity?: Connectivity;
  readonly retry?: Partial<RetryPolicy>;
  readonly random?: () => number;
  readonly newTurnId?: () => string;
  /** Called to show a notice while a cut stream is being resumed. */
  readonly onConnection?: (chatId: string, state: ConnectionState) => void;
}

export interface SendcatTransport<M extends UIMessage> extends ChatTransport<M> {
  /** Asks the service to stop a turn; its stream then ends with `abort`. False when the turn is unknown or has ended. */
  stopTurn(turnId: string): Promise<boolean>;
  /** The turn last sent or resumed in a chat, even before its first byte. */
  turnOf(chatId: string): string | null;
}

/** Attempts to stop a turn that is not stored yet: the send may still be on its way. */
const STOP_ATTEMPTS = 6;

/**
 * The AI SDK transport of Sendcat. Pass `body: { turnId, model }` with a send to choose them, and `attachments` (ids of `POST /api/attachments`)
 * and `pictures` (how many of the newest the model sees) to send pictures; `body: { turnId }` is required to resume.
 * `chat.sendMessage(undefined, { body: { continues: messageId } })` asks for the rest of the last answer.
 * Aborting the SDK's signal (`chat.stop()`) only stops listening: the answer is still written and stored. `stopTurn` stops it.
 */
export function createChatTransport<M extends UIMessage>(options: ChatTransportOptions): SendcatTransport<M> {
  const fetcher = options.fetch ?? ((input, init) => fetch(input, init));
  const call = createAuthorizedFetch(options.session, fetcher);
  const retry = { ...DEFAULT_RETRY_POLICY, ...options.retry };
  const random = options.random ?? Math.random;
  const connectivity = options.connectivity ?? globalConnectivity();
  const newTurnId = options.newTurnId ?? (() => crypto.randomUUID());
  const turns = new Map<string, string>();

  const urlOf = (turnId: string, verb: string): string =>
    `${options.baseUrl}/api/chat/${encodeURIComponent(turnId)}/${verb}`;

  const resume = (turnId: string) => (offset: ResumeOffset, signal: AbortSignal) => {
    const query = `after=${offset.after}&reasoningAfter=${offset.reasoningAfter}`;
    return call(`${urlOf(turnId, "stream")}?${query}`, { method: "GET", signal });
  };

  function stream(turn: {
    chatId: string;
    turnId: string;
    first: Response;
    again: ((signal: AbortSignal) => Promise<Response>) | null;
    detach: AbortController;
  }): ReadableStream<UIMessageChunk> {
    const chunks = turnStream({
      ...turn,
      resume: resume(turn.turnId),
      signal: turn.detach.signal,
      connectivity,
      retry,
      random,
      onConnection: (state) => options.onConnection?.(turn.chatId, state),
    });
    return streamFrom(chunks, () => turn.detach.abort());
  }

  return {
    async sendMessages({ trigger, chatId, messageId, messages, abortSignal, body }) {
      const turnId = fieldOf(body, "turnId") ?? newTurnId();
      const model = fieldOf(body, "model") ?? options.model?.();
      const website = options.honeypot?.();
      const { attachments, pictures } = picturesIn(body);
      const continues = fieldOf(body, "continues");
      const turn = { turnId, threadId: chatId, model, website, trigger, messageId, messages };
      const json = JSON.stringify(chatBody({ ...turn, attachments, pictures, continues }));
      const detach = linkedController([abortSignal]);
      const post = (): Promise<Response> =>
        call(`${options.baseUrl}/api/chat`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: json,
          signal: detach.signal,
        });
      turns.set(chatId, turnId);
      const first = await sendTurn({ turnId, post, signal: detach.signal, retry, random });
      return stream({ chatId, turnId, first, again: post, detach });
    },

    async reconnectToStream({ chatId, abortSignal, body }) {
      const turnId = fieldOf(body, "turnId") ?? turns.get(chatId);
      if (!turnId) return null;
      const detach = linkedController([abortSignal]);
      const get = (): Promise<Response> => resume(turnId)({ after: 0, reasoningAfter: 0 }, detach.signal);
      const first = await sendTurn({ turnId, post: get, signal: detach.signal, retry, random });
      if (first.status === 204) return null;
      turns.set(chatId, turnId);
      return stream({ chatId, turnId, first, again: null, detach });
    },

    async stopTurn(turnId) {
      for (let attempt = 1; ; attempt++) {
        const response = await call(urlOf(turnId, "stop"), { method: "POST" });
        if (!response.ok && response.status !== 404) throw await refusalFromResponse(response);
        await response.body?.cancel().catch(() => undefined);
        if (response.ok) return true;
        if (attempt === STOP_ATTEMPTS) return false;
        await pause(150 * attempt, new AbortController().signal);
      }
    },

    turnOf: (chatId) => turns.get(chatId) ?? null,
  };
}

function fieldOf(body: object | undefined, name: "turnId" | "model" | "continues"): string | undefined {
  const value: unknown = body ? Reflect.get(body, name) : undefined;
  return typeof value === "string" ? value : undefined;
}

function picturesIn(body: object | undefined): { readonly attachments: readonly string[]; readonly pictures: number } {
  const { attachments, pictures } = Object(body) as Readonly<Record<string, unknown>>; // safe because each is checked below
  return {
    attachments: Array.isArray(attachments) ? attachments.filter((id) => typeof id === "string") : [],
    pictures: typeof pictures === "number" ? pictures : 0,
  };
}
