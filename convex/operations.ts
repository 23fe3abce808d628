import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { CORE_CONTRACT } from "@sendcat/shared-types";
import { internalAction, internalMutation } from "./_generated/server.js";
import { operatorQuery, serviceMutation, serviceQuery } from "./model/platform/auth.ts";
import { boundedPage } from "./model/platform/boundedPage.ts";
import { LIMITS } from "./model/platform/limits.ts";
import { appendEvent } from "./model/operations/appendEvent.ts";
import { performTask } from "./model/operations/performTask.ts";
import { readQueues } from "./model/operations/readQueues.ts";
import { rollUpMetrics } from "./model/operations/rollUpMetrics.ts";
import { saveMinute as saveOneMinute } from "./model/operations/saveMinute.ts";
import { vToolName } from "./model/platform/validators.ts";

/** `OperationsLog.queues`: the core's queues, and how long they have waited. For the service. */
export const queues = serviceQuery({ args: {}, handler: async (ctx) => [...(await readQueues(ctx))] });

/** `OperationsLog.contract`: which release of these functions is deployed. For the service. */
export const contract = serviceQuery({ args: {}, handler: async () => CORE_CONTRACT });

/** `OperationsLog.append`: logs who changed what. For the service, which has checked that the actor is an operator. */
export const append = serviceMutation({
  args: { actor: v.string(), requestId: v.string(), action: v.string(), detail: v.string() },
  handler: async (ctx, event): Promise<null> => await appendEvent(ctx, event),
});

/** Logs what the core did by itself and an operator should see. */
export const note = internalMutation({
  args: { actor: v.string(), action: v.string(), detail: v.string() },
  handler: async (ctx, event): Promise<null> => await appendEvent(ctx, { ...event, requestId: "" }),
});

/** `OperationsLog.perform`. For the service, which has checked that the actor is an operator. */
export const perform = serviceMutation({
  args: {
    actor: v.string(),
    requestId: v.string(),
    task: v.union(
      v.object({ action: v.literal("clear-cache"), tool: vToolName }),
      v.object({ action: v.literal("replay-dead-letters") }),
    ),
  },
  handler: async (ctx, wanted): Promise<null> => await performTask(ctx, wanted),
});

/** `OperationsLog.recent`: the newest changes. For the service. */
export const recent = serviceQuery({
  args: {},
  handler: async (ctx) => {
    const rows = await ctx.db.query("opsEvents").order("desc").take(LIMITS.recentEvents);
    return rows.map(({ _creationTime, actor, requestId, action, detail }) => ({
      atMs: _creationTime,
      actor,
      requestId,
      action,
      detail,
    }));
  },
});

/** Counts by minute, newest first, for operators: thirty days. */
export const history = operatorQuery({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) => {
    const page = await ctx.db
      .query("opsMinutes")
      .withIndex("by_minute")
      .order("desc")
      .paginate(boundedPage(paginationOpts));
    return { ...page, page: page.page.map(({ minute, counts }) => ({ minute, counts })) };
  },
});

/** Stores the minutes that are over, and adds them to the totals in Redis. Run by a cron. */
export const rollUp = internalAction({ args: {}, handler: async (ctx): Promise<void> => await rollUpMetrics(ctx) });

export const saveMinute = internalMutation({
  args: { minute: v.number(), counts: v.record(v.string(), v.number()) },
  handler: async (ctx, row): Promise<void> => await saveOneMinute(ctx, row),
});
