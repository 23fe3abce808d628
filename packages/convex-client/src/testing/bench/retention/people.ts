import { PLANS, type PlanName } from "@sendcat/shared-types";

export interface SeededThread {
  readonly threadId: string;
  readonly updatedAtMs: number;
  readonly messages: number;
  /** What the rule does with it. */
  readonly fate: "kept" | "gone" | "archived";
}

export interface Person {
  readonly ownerId: string;
  readonly plan: PlanName;
  readonly threads: readonly SeededThread[];
}

const DAY_MS = 86_400_000;
/** As in `convex/model/retention/retentionRule.ts`; written again here, so that the check is independent of it. */
const ARCHIVE_AFTER_DAYS = 90;
const THREADS_A_PERSON = 10;

/**
 * Half guests, three in ten free, a tenth each plus and pro. Ages are up to 400 days, and never within a day of an age where the rule
 * changes, because the run itself takes time. Of the users with an archive, only the requested number of conversations are old enough for
 * it.
 */
export function people(of: {
  readonly messages: number;
  readonly users: number;
  readonly archived: number;
  readonly nowMs: number;
}): readonly Person[] {
  const random = mulberry32(20_261_126);
  const each = Math.max(1, Math.floor(of.messages / of.users / THREADS_A_PERSON));
  let spare = of.messages - each * of.users * THREADS_A_PERSON;
  let toArchive = of.archived;
  const plans: readonly PlanName[] = [
    "guest",
    "guest",
    "free",
    "guest",
    "plus",
    "guest",
    "free",
    "pro",
    "free",
    "guest",
  ];
  return Array.from({ length: of.users }, (_, index) => {
    const plan = plans[index % plans.length] ?? "guest";
    const threads = Array.from({ length: THREADS_A_PERSON }, (): SeededThread => {
      const extra = spare > 0 ? 1 : 0;
      spare -= extra;
      const common = { threadId: crypto.randomUUID(), messages: each + extra };
      const hasArchive = plan === "plus" || plan === "pro";
      const isForArchive = hasArchive && toArchive > 0 && random() < 0.5;
      if (isForArchive) toArchive -= 1;
      const days = isForArchive ? 92 + random() * 240 : ageDays(plan, random);
      return { ...common, updatedAtMs: of.nowMs - days * DAY_MS, fate: fateOf(plan, days) };
    });
    return { ownerId: plan === "guest" ? `guest:${index}` : `user:${index}`, plan, threads };
  });
}

function ageDays(plan: PlanName, random: () => number): number {
  const { retentionDays } = PLANS[plan];
  const limit = retentionDays ?? ARCHIVE_AFTER_DAYS;
  const young = random() * Math.min(limit - 1, ARCHIVE_AFTER_DAYS - 1);
  const old = limit + 1 + random() * 30;
  return retentionDays !== null && random() < 0.4 ? old : young;
}

function fateOf(plan: PlanName, days: number): SeededThread["fate"] {
  const { retentionDays } = PLANS[plan];
  if (retentionDays !== null && days > retentionDays) return "gone";
  return (plan === "plus" || plan === "pro") && days > ARCHIVE_AFTER_DAYS ? "archived" : "kept";
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
