import type { Role } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { refuse } from "../platform/refuse.ts";
import { findAccount } from "./findAccount.ts";

export async function setAccountRole(
  ctx: MutationCtx,
  { ownerId, role }: { readonly ownerId: string; readonly role: Role },
) {
  const account = await findAccount(ctx, ownerId);
  if (!account) return refuse({ code: "not_found", scope: "account" });
  await ctx.db.patch(account._id, { role });
  return { ok: true } as const;
}
