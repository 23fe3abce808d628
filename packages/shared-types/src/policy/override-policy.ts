import { z } from "zod";
import { SendcatError } from "../errors/sendcat-error.ts";
import { PLAN_NAMES, type PlanLimits, type PlanName } from "../plans/plan.ts";
import type { Policy } from "./policy.ts";

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const durationMs = z.number().int().min(1).max(86_400_000);

const routeSchema = z.strictObject({
  model: z.string().min(1),
  inputMicroUsdPerMTokens: count,
  outputMicroUsdPerMTokens: count,
});
const modelSchema = z.strictObject({
  name: z.string().min(1).max(64),
  label: z.string().min(1).max(64),
  routes: z.tuple([routeSchema], routeSchema),
  maxOutputTokens: count,
});

/** What an operator may override: any field, and any plan's limits one by one. `models` replaces classes by name. */
export const policyOverrideSchema = z
  .strictObject({
    allowedOrigins: z.array(z.url()),
    maxBodyBytes: count,
    plans: z.partialRecord(
      z.enum(PLAN_NAMES),
      z.strictObject({ turnsPerDay: count, maxInFlight: count, models: z.array(z.string()).min(1) }).partial(),
    ),
    models: z.record(z.string(), modelSchema),
    timeZone: z.string().refine(isTimeZone, "must be an IANA time zone"),
    spendPerDayMicroUsd: count,
    firstTokenTimeoutMs: durationMs,
    idleTimeoutMs: durationMs,
    maxTurnMs: durationMs,
    reservationTtlMs: durationMs,
    redisTimeoutMs: durationMs,
    checkpoint: z
      .strictObject({
        firstMs: durationMs,
        growth: z.number().min(1).max(10),
        maxMs: durationMs,
        detachedMs: durationMs,
        leaseMs: durationMs,
      })
      .partial(),
    history: z.strictObject({ maxMessages: count, maxChars: count }).partial(),
    strategy: z.enum(["convex", "edge", "dedicated"]),
  })
  .partial();
export type PolicyOverride = z.infer<typeof policyOverrideSchema>;

/**
 * The policy with an operator's overrides (parsed JSON) laid over it. Throws a SendcatError that names the field which is wrong, or the
 * rule that two fields break together.
 */
export function overridePolicy(base: Policy, override: unknown): Policy {
  const parsed = policyOverrideSchema.safeParse(override);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(`${issue?.path.join(".") || "policy"}: ${issue?.message}`);
  }
  const { plans, models, checkpoint, history, ...fields } = parsed.data;
  // safe because every plan of the base stays, and no limit is replaced by undefined
  const merged = Object.fromEntries(
    PLAN_NAMES.map((name) => [name, { ...base.plans[name], ...defined(plans?.[name] ?? {}) }]),
  ) as Record<PlanName, PlanLimits>;
  const policy: Policy = {
    ...base,
    ...defined(fields),
    plans: merged,
    models: { ...base.models, ...models },
    checkpoint: { ...base.checkpoint, ...defined(checkpoint ?? {}) },
    history: { ...base.history, ...defined(history ?? {}) },
  };
  check(policy);
  return policy;
}

function check(policy: Policy): void {
  if (policy.reservationTtlMs <= policy.maxTurnMs) throw invalid("reservationTtlMs: must be longer than maxTurnMs");
  if (policy.checkpoint.leaseMs <= 2 * policy.checkpoint.maxMs) {
    throw invalid("checkpoint.leaseMs: must be more than twice checkpoint.maxMs");
  }
  for (const [plan, { models }] of Object.entries(policy.plans)) {
    const unknown = models.find((name) => !Object.hasOwn(policy.models, name));
    if (unknown) throw invalid(`plans.${plan}.models: no model class "${unknown}"`);
  }
}

function invalid(message: string): SendcatError {
  return new SendcatError({ code: "internal", scope: "policy", message: `The policy is not valid. ${message}` });
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** Without the fields that are undefined: an optional field that is absent overrides nothing. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // safe because the undefined entries are the ones filtered out
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
