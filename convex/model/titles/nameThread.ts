import { serviceDay } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { askForTitle, titleOffer } from "./askForTitle.ts";
import { cleanTitle } from "./cleanTitle.ts";
import { connectQuota } from "../money/connectQuota.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import type { TitleSource } from "./titleSource.ts";

/**
 * Names a thread when the limits allow it: a job of the service, admitted like a turn, and charged to its owner's plan but not to their turns.
 * Returns whether the thread has a name now. When it is refused or the model gives nothing usable, the first words of the question remain.
 */
export async function nameThread(ctx: Pick<ActionCtx, "runQuery" | "runMutation">, threadId: string): Promise<boolean> {
  const source: TitleSource | null = await ctx.runQuery(internal.titles.source, { threadId });
  if (!source) return false;
  const { conversation, plan } = source;
  const policy = servicePolicy();
  const quota = connectQuota(ctx);
  const turnId = `title:${threadId}`;
  const reserved = await quota?.reserve({
    turnId,
    userId: `service:${turnId}`,
    plan,
    nowMs: Date.now(),
    address: null,
    proven: true,
    isJob: true,
    offers: [titleOffer(conversation, policy)],
  });
  if (reserved && !reserved.ok) return false;
  const answer = await askForTitle(source, policy);
  const held = titleOffer(conversation, policy).costMicroUsd;
  const reported = answer?.costMicroUsd ?? null;
  const isImplausible = reported !== null && reported > held;
  const costMicroUsd = isImplausible ? null : reported;
  const chargedMicroUsd = answer ? (costMicroUsd ?? held) : 0;
  if (reserved) {
    const { reservation } = reserved;
    const outcomes = answer ? [{ route: reservation.route, ok: answer.text !== null }] : [];
    const nowMs = Date.now();
    await quota?.settle({
      reservation,
      nowMs,
      costMicroUsd: chargedMicroUsd,
      tokens: 0,
      counts: false,
      final: true,
      outcomes,
    });
  }
  if (!answer) return false;
  const { text, inputTokens, outputTokens } = answer;
  const route = policy.titleRoute.id;
  const day = reserved?.reservation.day ?? serviceDay(Date.now(), policy.timeZone).name;
  const mark = isImplausible ? { implausibleMicroUsd: reported } : {};
  const cost = { day, route, costMicroUsd, inputTokens, outputTokens, chargedMicroUsd, ...mark };
  const title = cleanTitle(text);
  await ctx.runMutation(internal.titles.save, { threadId, title, cost });
  return title !== null;
}
