import {
  type ChatRequest,
  messageText,
  type Principal,
  type Refusal,
  type SdkChatRequest,
} from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { stopRunning } from "./post-turn-stop.ts";
import { runningTurnIn } from "./running-turn.ts";
import { throttleRead } from "./throttle-read.ts";

const POLL_MS = 100;
/** A worker elsewhere asks for stops once a second. */
const STOPPED_WITHIN_MS = 3_000;
/** More than the last question and its answer, which can have been continued several times. */
const NEWEST_MESSAGES = 20;

const EDITED: Refusal = {
  code: "conflict",
  scope: "message.edit",
  message: "A sent question cannot be edited through this API. Send a new message.",
};

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
  const isNew = trigger === "submit-message" && messageId === undefined;
  const read = { threadId, cursor: null, limit: NEWEST_MESSAGES };
  const page = await scope.ports.threadStore.messages(read, principal).catch((fault: unknown) => {
    if (!isNew) throw fault;
    // A new question can be asked without it: the store refuses it while another answer is being written.
    return null;
  });
  const shown = page?.items ?? [];
  const [newest] = shown;
  const last = shown.find(({ role }) => role === "user");
  const isLast = last?.id === question.id;
  const isShown = shown.some(({ id }) => id === question.id);
  const isStored = isShown || (!isNew && (await isAsked(scope, principal, question.id)));
  const isRepeat = trigger === "submit-message" && isStored;
  // The store keeps the text as well-formed Unicode.
  if (isRepeat && !(isLast && messageText(last.parts) === messageText(question.parts).toWellFormed()))
    return { ok: false, refusal: EDITED };
  if (newest?.status === "streaming" && newest.turnId !== null && !isRepeat) {
    await stopRunning(scope, principal, newest.turnId);
    await ended(scope, principal, threadId);
  }
  if (trigger === "regenerate-message") {
    // Of an earlier answer or question the store says that it cannot be regenerated.
    const named = messageId ?? question.id;
    const answerId = isLast ? newest?.id : isStored || named !== question.id ? named : undefined;
    if (answerId !== undefined)
      return { ok: true, chat: { ...common, trigger, turnId: scope.ports.newId(), messageId: answerId } };
  }
  // A question that was refused is not stored: it is asked again.
  return { ok: true, chat: { ...common, trigger: "submit-message", turnId: question.id, message: question } };
}

/** Whether the question has a turn, however long ago it was asked. */
async function isAsked({ ports }: RequestScope, principal: Principal, questionId: string): Promise<boolean> {
  return (await ports.turnStore.read({ turnId: questionId, afterSeq: -1 }, principal)) !== null;
}

async function ended(scope: RequestScope, principal: Principal, threadId: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < STOPPED_WITHIN_MS; waitedMs += POLL_MS) {
    const running = await runningTurnIn(scope, principal, threadId).catch(() => "unknown");
    if (running === null) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
