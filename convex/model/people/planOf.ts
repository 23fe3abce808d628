import type { PlanName } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { findUser } from "./findUser.ts";

/** The plan an owner had at their last message. */
export async function planOf(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<PlanName> {
  return (await findUser(ctx, ownerId))?.plan ?? "guest";
}
