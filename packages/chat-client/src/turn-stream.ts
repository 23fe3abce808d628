import type { UIMessageChunk } from "ai";
import { ChatDisconnected } from "./chat-disconnected.ts";
import { ChatRefusal, refusalFromResponse } from "./chat-refusal.ts";
import type { Connectivity } from "./connectivity.ts";
import { linkedController } from "./linked-controller.ts";
import { pause, pauseUntilOnline } from "./pause.ts";
import { readChunks } from "./read-chunks.ts";
import { retryDelayMs, type RetryPolicy } from "./retry-policy.ts";
import { createStitcher, type ResumeOffset } from "./stitcher.ts";

export type ConnectionState = "connected" | "reconnecting" | "offline";

export interface TurnStreamOptions {
  readonly turnId: string;
  /** The connection that is already open. */
  readonly first: Response;
  /** Opens the next one, at an offset. */
  readonly resume: (offset: ResumeOffset, signal: AbortSignal) => Promise<Response>;
  /** Requests the turn again (same turn id, so it runs once). Null where only a resume makes sense. */
  readonly again: ((signal: AbortSignal) => Promise<Response>) | null;
  readonly signal: AbortSignal;
  readonly connectivity: Connectivity;
  readonly retry: RetryPolicy;
  readonly random: () => number;
  readonly onConnection: (state: ConnectionState) => void;
}

/** Refusals that are not retried. */
const FINAL_STATUSES = new Set([400, 401, 403, 404, 405, 409, 410, 413, 415]);

/**
 * One turn as one stream, over as many connections as needed. Ends after finish, error or abort; ends silently when the signal aborts;
 * throws ChatDisconnected when the retry policy is exhausted and ChatRefusal when the service refuses for good.
 */
export async function* turnStream(options: TurnStreamOptions): AsyncGenerator<UIMessageChunk, void> {
  const { signal, retry } = options;
  const stitcher = createStitcher();
  let response: Response | null = options.first;
  let attempt = 0;
  let outageSinceMs: number | null = null;
  let lastFailure: unknown = null;

  for (;;) {
    if (response?.body) {
      const connection = linkedController([signal]);
      const unsubscribe = options.connectivity.subscribe(() => {
        if (!options.connectivity.isOnline()) connection.abort();
      });
      try {
        stitcher.beginConnection();
        const watched = { signal: connection.signal, idleMs: retry.idleMs };
        for await (const chunk of readChunks(response.body, watched)) {
          if (outageSinceMs !== null || attempt > 0) options.onConnection("connected");
          outageSinceMs = null;
          attempt = 0;
          yield* stitcher.accept(chunk);
          if (stitcher.ended()) return;
        }
      } catch (failure) {
        lastFailure = failure;
      } finally {
        unsubscribe();
        connection.abort();
      }
    }
    if (signal.aborted) return;

    outageSinceMs ??= Date.now();
    options.onConnection(options.connectivity.isOnline() ? "reconnecting" : "offline");
    const leftMs = outageSinceMs + retry.maxOutageMs - Date.now();
    if (attempt >= retry.maxAttempts || leftMs <= 0) throw new ChatDisconnected(options.turnId, lastFailure);
    // The first retry is immediate: most cuts are one dead socket.
    if (attempt > 0) {
      const retryAfterMs = ChatRefusal.isInstance(lastFailure) ? lastFailure.error.retryAfterMs : undefined;
      await pause(retryDelayMs(attempt - 1, retry, { random: options.random, retryAfterMs }), signal);
    }
    await pauseUntilOnline(options.connectivity, { timeoutMs: leftMs, signal });
    if (signal.aborted) return;

    attempt++;
    response = null;
    lastFailure = null;
    let refusedAnew = false;
    try {
      const opened = await options.resume(stitcher.offset(), signal);
      if (opened.status === 204) {
        // The server has no running turn with this id: it never began, or it has ended and is stored.
        if (stitcher.started() || !options.again) {
          yield* stitcher.giveUp("nothing to resume");
          return;
        }
        response = await options.again(signal);
        refusedAnew = !response.ok;
      } else {
        response = opened;
      }
      if (!response.ok) throw await refusalFromResponse(response);
    } catch (failure) {
      if (signal.aborted) return;
      if (ChatRefusal.isInstance(failure) && (refusedAnew || FINAL_STATUSES.has(failure.status))) throw failure;
      response = null;
      lastFailure = failure;
    }
  }
}
