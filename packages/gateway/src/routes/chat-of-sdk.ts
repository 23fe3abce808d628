import type { ChatRequest, Principal, Refusal, SdkChatRequest } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { stopRunning } from "./post-turn-stop.ts";
import { newestMessage, runningTurnIn } from "./running-turn.ts";
import { throttleRead } from "./throttle-read.ts";

const POLL_MS = 100;
/** A worker elsewhere asks for stops once a second. */
const STOPPED_WITHIN_MS = 3_000;

type Read = { readonly ok: true; readonly chat: ChatRequest } | { readonly ok: false; readonly refusal: Refusal };

/**
 * A chat request of the AI SDK's own client as one of ours. Its `stop()` only stops reading, so the next message stops the answer that is still
 * being written. It names no turn: a question has one, however often it is sent, and a regeneration is always a new one.
 */
export async function chatOfSdk(scope: RequestScope, principal: Principal, sent: SdkChatRequest): Promise<Read> {
  const { chatId: threadId, question, trigger, messageId, model, pictures, website } = sent;
  const refusal = await throttleRead(scope, principal);
  if (refusal) return { ok: false, refusal };
  const common = { threadId, model, pictures, website };
  const newest = await newestMessage(scope, principal, threadId).catch((fault: unknown) => {
    if (trigger === "regenerate-message") throw fault;
    // A question can be asked without it: the store refuses it while another answer is being written.
    return null;
  });
  const isRepeat = trigger === "submit-message" && newest?.parentId === question.id;
  if (newest?.status === "streaming" && newest.turnId !== null && !isRepeat) {
    await stopRunning(scope, principal, newest.turnId);
    await ended(scope, principal, threadId);
  }
  if (trigger === "regenerate-message") {
    // Without an id it is the last answer. Of an earlier one the store says that it cannot be regenerated.
    const earlier = messageId === question.id ? undefined : messageId;
    const answerId = newest?.parentId === question.id ? newest.id : earlier;
    if (answerId !== undefined)
      return { ok: true, chat: { ...common, trigger, turnId: scope.ports.newId(), messageId: answerId } };
  }
  // A question that was refused is not stored: it is asked again.
  return { ok: true, chat: { ...common, trigger: "submit-message", turnId: question.id, message: question } };
}

async function ended(scope: RequestScope, principal: Principal, threadId: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < STOPPED_WITHIN_MS; waitedMs += POLL_MS) {
    const running = await runningTurnIn(scope, principal, threadId).catch(() => "unknown");
    if (running === null) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
