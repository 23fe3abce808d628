import { assistantMessageId, continueProblem, type BeginResult, type BeginTurn } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { isGuestNoMore } from "../accounts/isGuestNoMore.ts";
import { findUnsent } from "../attachments/findUnsent.ts";
import { ensureWorker } from "./beatWorker.ts";
import type { BeginCall } from "./beginCall.ts";
import { checkBegin } from "./checkBegin.ts";
import { ensureThread } from "../threads/ensureThread.ts";
import { ensureUser } from "../people/ensureUser.ts";
import { isInLedger } from "../money/findLedgerRows.ts";
import { findLiveTurn } from "./findLiveTurn.ts";
import { findMessage } from "../messages/findMessage.ts";
import { findThread } from "../threads/findThread.ts";
import { findTurn } from "./findTurn.ts";
import { hasWorker } from "./findWorker.ts";
import { findUser } from "../people/findUser.ts";
import { interruptTurn } from "./interruptTurn.ts";
import { lastExchange } from "../threads/lastExchange.ts";
import { lastShownMessage } from "../threads/lastShownMessage.ts";
import { readHistory } from "./readHistory.ts";
import { searchable } from "../threads/searchable.ts";
import { refuse } from "../platform/refuse.ts";

/** Refusals are decided before the first write: a refused turn leaves nothing behind. */
export async function beginTurn(ctx: MutationCtx, begin: BeginCall): Promise<BeginResult> {
  const invalid = checkBegin(begin);
  if (invalid) return refuse(invalid);
  const { userId: ownerId, plan } = begin.owner;
  // Independent reads run in parallel: each is a round trip to the database, and the user waits for all of them.
  const [user, known, isCharged, thread, isTaken] = await Promise.all([
    findUser(ctx, ownerId),
    findTurn(ctx, begin.turnId),
    isInLedger(ctx, begin.turnId),
    findThread(ctx, begin.threadId),
    isMessageIdTaken(ctx, begin),
  ]);
  if (user?.erasing) return refuse({ code: "unauthenticated", scope: "person.erased" });
  if (begin.owner.kind === "guest" && isGuestNoMore(user))
    return refuse({ code: "unauthenticated", scope: "person.signed_in" });
  if (known?.ownerId === ownerId) return await answerAgain(ctx, begin, known);
  // A turn that was charged and then deleted with its conversation is not charged again: its id must not begin another.
  if (known || isCharged) return refuse({ code: "conflict", scope: "turn.id" });

  if (thread ? thread.ownerId !== ownerId || thread.removed : begin.input.kind !== "submit")
    return refuse({ code: "not_found", scope: "thread" });
  if (thread?.archived) {
    const message = "This conversation is being restored from the archive. Please try again in a moment.";
    return refuse({ code: "conflict", scope: "thread.archived", retryAfterMs: 2_000, message });
  }
  const ids = begin.input.kind === "submit" ? (begin.input.attachments ?? []) : [];
  const [live, last, attachments] = await Promise.all([
    thread && findLiveTurn(ctx, begin.threadId),
    thread && lastShownMessage(ctx, begin.threadId),
    findUnsent(ctx, { ownerId, ids }),
  ]);
  if (live && (await hasWorker(ctx, live))) {
    const message = "Another answer is still being written in this conversation. Wait for it or stop it.";
    return refuse({ code: "conflict", scope: "thread.turn", message });
  }
  if (isTaken) return refuse({ code: "conflict", scope: "message.id" });
  if (begin.input.kind !== "submit" && (last?.role !== "assistant" || last.messageId !== begin.input.messageId)) {
    const message = "Only the last answer of a conversation can be replaced or continued.";
    return refuse({ code: "conflict", scope: "message.last", message });
  }
  const problem = begin.input.kind === "continue" ? continueProblem(await lastExchange(ctx, begin.threadId)) : null;
  if (problem) return refuse(problem);
  if (!attachments)
    return refuse({
      code: "not_found",
      scope: "attachment",
      message: "A picture or document is no longer available. Remove it and attach it again.",
    });

  if (live) await interruptTurn(ctx, live);
  await ensureUser(ctx, user, begin.owner);
  await ensureThread(ctx, thread, begin);
  const parentId = await placeInput(ctx, begin, { last, attachments });
  const history = await readHistory(ctx, begin);
  await ensureWorker(ctx, begin.worker, begin.leaseMs);
  const { turnId, threadId, model, beginKey } = begin;
  const messageId = assistantMessageId(turnId);
  const blank = { threadId, turnId, parentId, model, ownerId, searchText: "", error: null } as const;
  await ctx.db.insert("messages", {
    ...blank,
    parts: [],
    messageId,
    active: true,
    role: "assistant",
    status: "streaming",
  });
  await ctx.db.insert("turns", {
    turnId,
    threadId,
    ownerId,
    plan,
    model,
    messageId,
    beginKey,
    reservation: begin.reservation,
    progress: null,
    status: "streaming",
    worker: begin.worker,
    ...(begin.requestId === undefined ? {} : { requestId: begin.requestId }),
    signal: null,
    chunkChars: 0,
    finishReason: null,
    firstTokenMs: null,
    totalMs: null,
  });
  return { ok: true, kind: "begun", assistantMessageId: messageId, history };
}

async function answerAgain(ctx: MutationCtx, begin: BeginCall, turn: Doc<"turns">): Promise<BeginResult> {
  const { status, messageId } = turn;
  if (turn.beginKey !== begin.beginKey || status !== "streaming") return { ok: true, kind: "existing", status };
  return { ok: true, kind: "begun", assistantMessageId: messageId, history: await readHistory(ctx, begin) };
}

/** Clients create these ids: none may be the id of another message. */
async function isMessageIdTaken(ctx: MutationCtx, { turnId, input }: BeginTurn): Promise<boolean> {
  const answerId = assistantMessageId(turnId);
  if (input.kind !== "submit") return (await findMessage(ctx, answerId)) !== null;
  if (input.messageId === answerId) return true;
  const taken = await Promise.all([findMessage(ctx, answerId), findMessage(ctx, input.messageId)]);
  return taken.some((message) => message !== null);
}

/** Stores the question, or takes the old answer off the shown branch. Returns the new answer's parent. */
async function placeInput(
  ctx: MutationCtx,
  { threadId, input, owner }: BeginCall,
  { last, attachments }: { readonly last: Doc<"messages"> | null; readonly attachments: readonly Doc<"attachments">[] },
) {
  if (input.kind === "continue") return input.messageId;
  if (input.kind !== "submit") {
    if (last) await ctx.db.patch(last._id, { active: false });
    return last?.parentId ?? null;
  }
  await ctx.db.insert("messages", {
    messageId: input.messageId,
    threadId,
    parentId: last?.messageId ?? null,
    active: true,
    role: "user",
    parts: [...input.parts],
    ownerId: owner.userId,
    searchText: searchable(input.parts),
    status: "complete",
    turnId: null,
    model: null,
    error: null,
    ...(attachments.length > 0 ? { attachments: attachments.map(sentView) } : {}),
  });
  for (const { _id } of attachments) await ctx.db.patch(_id, { threadId, messageId: input.messageId });
  return input.messageId;
}

function sentView({ attachmentId: id, name, mediaType, bytes, storageId }: Doc<"attachments">) {
  return { id, name, mediaType, bytes, storageId };
}
