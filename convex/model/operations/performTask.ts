import type { AuditEvent, CoreTask } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { replayDeadJobs } from "../tools/recoverJobs.ts";
import { replayDeadWebhooks } from "../webhooks/replayWebhook.ts";
import { appendEvent } from "./appendEvent.ts";

export async function performTask(
  ctx: MutationCtx,
  { task, ...by }: Pick<AuditEvent, "actor" | "requestId"> & { readonly task: CoreTask },
): Promise<null> {
  const { action, ...detail } = task;
  await appendEvent(ctx, { ...by, action, detail: JSON.stringify(detail) });
  if (task.action === "clear-cache") {
    await ctx.scheduler.runAfter(0, internal.toolCache.clear, { tool: task.tool });
  } else {
    await replayDeadJobs(ctx);
    await replayDeadWebhooks(ctx);
  }
  return null;
}
