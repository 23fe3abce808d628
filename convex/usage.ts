import { v } from "convex/values";
import { internalAction, internalMutation, internalQuery } from "./_generated/server.js";
import { serviceQuery } from "./model/platform/auth.ts";
import { auditSpend } from "./model/money/auditSpend.ts";
import { decideCost } from "./model/money/decideCost.ts";
import { dayPage as readDayPage } from "./model/money/dayPage.ts";
import { findImplausible } from "./model/money/findImplausible.ts";
import { findTurnSpend } from "./model/money/findLedgerRows.ts";
import { readRolledUp } from "./model/money/readRolledUp.ts";
import { rollUpUsage } from "./model/money/rollUpUsage.ts";
import { userDay as readUserDay } from "./model/money/userDay.ts";

const dayArgs = { day: v.string(), after: v.union(v.number(), v.null()) };
const userArgs = { userId: v.string(), day: v.string() };

/** A page of `Ledger.dayTotals`. For the service. */
export const dayTotals = serviceQuery({ args: dayArgs, handler: async (ctx, args) => await readDayPage(ctx, args) });

/** `Ledger.userTotals`. For the service. */
export const userTotals = serviceQuery({ args: userArgs, handler: async (ctx, args) => await readUserDay(ctx, args) });

/** Like `dayTotals`, for the core's own jobs. */
export const dayPage = internalQuery({ args: dayArgs, handler: async (ctx, args) => await readDayPage(ctx, args) });
export const userDay = internalQuery({ args: userArgs, handler: async (ctx, args) => await readUserDay(ctx, args) });

/** Adds ledger rows older than `settledForMs` to the day's totals, in bounded batches. Run by a cron. */
export const rollUp = internalMutation({
  args: { settledForMs: v.number() },
  handler: async (ctx, { settledForMs }) => await rollUpUsage(ctx, settledForMs),
});

/** Compares today's settled amounts in Redis with the ledger, and repairs those that differ. Run by a cron. */
export const audit = internalAction({ args: {}, handler: async (ctx) => await auditSpend(ctx) });

export const rolledUp = internalQuery({
  args: { day: v.string() },
  handler: async (ctx, { day }) => await readRolledUp(ctx, day),
});

/** The ledger rows of one turn and its searches, for operators: `npx convex run usage:byTurn '{"turnId":"..."}'`. */
export const byTurn = internalQuery({
  args: { turnId: v.string() },
  handler: async (ctx, { turnId }) => await findTurnSpend(ctx, turnId),
});

/**
 * An operator's decision on a turn that `usage:implausible` lists: `npx convex run usage:decide '{"turnId":"...","costMicroUsd":120,"operator":"NAME"}'`.
 */
export const decide = internalMutation({
  args: { turnId: v.string(), costMicroUsd: v.number(), operator: v.string() },
  handler: async (ctx, decision) => await decideCost(ctx, decision),
});

/** Reported costs that cannot be true, for operators: `npx convex run usage:implausible`. */
export const implausible = internalQuery({ args: {}, handler: async (ctx) => await findImplausible(ctx) });
