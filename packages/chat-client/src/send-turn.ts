import { ChatDisconnected } from "./chat-disconnected.ts";
import { ChatRefusal, refusalFromResponse } from "./chat-refusal.ts";
import { pause } from "./pause.ts";
import { retryDelayMs, type RetryPolicy } from "./retry-policy.ts";

/**
 * Sends the POST of a turn. A network failure is retried with the same turn id, and the service answers with the same turn.
 * A refusal is thrown at once: the user decides when to try again.
 */
export async function sendTurn(options: {
  readonly turnId: string;
  readonly post: () => Promise<Response>;
  readonly signal: AbortSignal;
  readonly retry: RetryPolicy;
  readonly random: () => number;
}): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await options.post();
      if (!response.ok) throw await refusalFromResponse(response);
      return response;
    } catch (failure) {
      if (options.signal.aborted || ChatRefusal.isInstance(failure)) throw failure;
      if (attempt + 1 >= options.retry.maxSendAttempts) throw new ChatDisconnected(options.turnId, failure);
    }
    await pause(retryDelayMs(attempt, options.retry, { random: options.random }), options.signal);
    if (options.signal.aborted) throw options.signal.reason;
  }
}
