import type { BillingEvent } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { findAccount } from "../accounts/findAccount.ts";
import { entitle } from "./entitle.ts";
import { ownersOfCustomer } from "./ownersOfCustomer.ts";
import { planOfPrice } from "./planOfPrice.ts";

interface Versioned {
  readonly version: string;
}

/**
 * Applies an event: its subject's row gets the state of the latest event, in whatever order events arrive, and its owner's plan is computed
 * again. The caller has checked that the event is new. Throws when the price of a subscription that has not ended belongs to no plan.
 */
export async function applyBillingEvent(
  ctx: MutationCtx,
  { version, event }: Versioned & { readonly event: BillingEvent },
): Promise<void> {
  switch (event.kind) {
    case "subscription": {
      const { kind: _, ...fields } = event;
      // The end of a plan needs no price: an operator may have renamed or removed it since.
      if (fields.status !== "ended") planOfPrice(fields.price);
      // An erased account's data is not stored again.
      if (!(await findAccount(ctx, fields.ownerId))) return;
      const stored = await ctx.db
        .query("subscriptions")
        .withIndex("by_subscription", (q) => q.eq("subscriptionId", fields.subscriptionId))
        .unique();
      if (!stored) await ctx.db.insert("subscriptions", { ...fields, version, events: 1 });
      else
        await ctx.db.patch(stored._id, {
          ...(isLater(version, stored) ? { ...fields, version } : {}),
          events: stored.events + 1,
        });
      return await entitle(ctx, fields.ownerId);
    }
    case "charge": {
      const { kind: _, ...fields } = event;
      const stored = await ctx.db
        .query("charges")
        .withIndex("by_charge", (q) => q.eq("chargeId", fields.chargeId))
        .unique();
      if (!stored) await ctx.db.insert("charges", { ...fields, version });
      else if (isLater(version, stored)) await ctx.db.patch(stored._id, { ...fields, version });
      return await entitleOwners(ctx, fields.customerId);
    }
    case "dispute": {
      const { kind: _, ...fields } = event;
      const stored = await ctx.db
        .query("disputes")
        .withIndex("by_dispute", (q) => q.eq("disputeId", fields.disputeId))
        .unique();
      if (!stored) await ctx.db.insert("disputes", { ...fields, version });
      else if (isLater(version, stored)) await ctx.db.patch(stored._id, { ...fields, version });
      const charge = await ctx.db
        .query("charges")
        .withIndex("by_charge", (q) => q.eq("chargeId", fields.chargeId))
        .unique();
      // A dispute that arrives before its charge takes effect with the charge.
      if (charge) await entitleOwners(ctx, charge.customerId);
    }
  }
}

async function entitleOwners(ctx: MutationCtx, customerId: string): Promise<void> {
  for (const ownerId of await ownersOfCustomer(ctx, customerId)) await entitle(ctx, ownerId);
}

function isLater(version: string, than: Versioned): boolean {
  return version > than.version;
}
