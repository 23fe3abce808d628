import type { QueryCtx } from "../../_generated/server.js";
import { findUser } from "./findUser.ts";

export async function isErasing(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<boolean> {
  return (await findUser(ctx, ownerId))?.erasing ?? false;
}
