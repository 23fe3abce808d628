import { z } from "zod";
import { SendcatError } from "../errors/sendcat-error.ts";
import { PLAN_NAMES } from "../plans/plan.ts";
import { CURRENCIES, PAID_PLANS } from "../plans/plan-prices.ts";
import { SPEND_CAP_MODES } from "./admission-policy.ts";
import { MODEL_PROVIDER_NAMES } from "./model-provider.ts";
import { modelRoute, PROMPT_CACHES, type ModelRoute } from "./model-route.ts";
import type { Policy } from "./policy.ts";
import { PROVIDER_DATA } from "./provider-data.ts";
import { STREAMING_STRATEGIES } from "./streaming-strategy.ts";
import { toolsOverride } from "./tools-override.ts";

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Turns in a sliding window; bounded because Redis stores an entry for each of them. */
const windowTurns = z.number().int().min(1).max(1_000);
const durationMs = z.number().int().min(1).max(86_400_000);
const share = z.number().min(0).max(1);
const addressShare = z.strictObject({ scarceFrom: share, unproven: share, proven: share }).partial();

const name = z.string().regex(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, '-' or '_'");
const modelId = z.string().regex(/^[\w./:-]{1,128}$/, "must be a model id of the provider");
const routeSchema = z
  .strictObject({
    // Overrides from before there was a second provider name none.
    provider: z.enum(MODEL_PROVIDER_NAMES).default("openrouter"),
    model: modelId,
    id: modelId.optional(),
    upstream: name.optional(),
    inputMicroUsdPerMTokens: count,
    outputMicroUsdPerMTokens: count,
    cacheReadMicroUsdPerMTokens: count.optional(),
    cacheWriteMicroUsdPerMTokens: count.optional(),
    promptCache: z.enum(PROMPT_CACHES).optional(),
  })
  .transform(modelRoute);
const BULKHEAD = new RegExp(`^((${MODEL_PROVIDER_NAMES.join("|")})_(chat|jobs)|tool_jobs|provider:[\\w-]{1,64})$`);
const modelSchema = z.strictObject({
  name,
  label: z.string().min(1).max(64),
  routes: z.tuple([routeSchema], routeSchema),
  maxOutputTokens: count,
});
const planSchema = z
  .strictObject({
    turnsPerDay: count,
    tokensPerDay: count,
    window: z
      .strictObject({ seconds: z.number().int().min(1).max(86_400), turns: windowTurns, tokens: count })
      .partial(),
    maxInFlight: z.number().int().min(0).max(100),
    placeShare: share,
    models: z.array(z.string()).min(1),
    historyChars: count,
    spendPerDayMicroUsd: count,
    attachmentBytes: z.number().int().min(0).max(4_000_000),
    retentionDays: count.nullable(),
    providerData: z.enum(PROVIDER_DATA),
  })
  .partial();
const waiting = <const Mode extends string>(mode: Mode) =>
  z.strictObject({ mode: z.literal(mode), waitMs: durationMs }).partial();

/**
 * What an operator may override: any field. Objects are merged field by field, lists and scalars replaced, model classes merged by name.
 */
export const policyOverrideSchema = z
  .strictObject({
    allowedOrigins: z.array(z.url()),
    maxBodyBytes: count,
    plans: z.partialRecord(z.enum(PLAN_NAMES), planSchema),
    tokensAPicture: count,
    prices: z.partialRecord(z.enum(PAID_PLANS), z.partialRecord(z.enum(CURRENCIES), count)),
    models: z.record(z.string(), modelSchema),
    titleRoute: routeSchema,
    timeZone: z.string().refine(isTimeZone, "must be an IANA time zone"),
    admission: z
      .strictObject({
        maxInFlight: count,
        turnsPerSecond: count,
        address: z
          .strictObject({
            turns: count,
            provenTurns: count,
            seconds: z.number().int().min(1).max(86_400),
            places: addressShare,
            spend: addressShare,
          })
          .partial(),
        bulkheads: z.record(z.string().regex(BULKHEAD), count),
        leaseMs: durationMs,
        reservationTtlMs: durationMs,
      })
      .partial(),
    spend: z
      .strictObject({
        perDayMicroUsd: count,
        atCap: z.enum(SPEND_CAP_MODES),
        earlyShare: share,
        alertsAtPercent: z.array(z.number().int().min(1).max(100)).max(10),
      })
      .partial(),
    breaker: z
      .strictObject({
        consecutiveFailures: z.number().int().min(1).max(1_000),
        windowFailures: z.number().int().min(1).max(1_000),
        windowMs: durationMs,
        openMs: durationMs,
        maxOpenMs: durationMs,
        probes: z.number().int().min(1).max(100),
        probeMs: durationMs,
        closeAfter: z.number().int().min(1).max(100),
      })
      .partial(),
    proof: z
      .strictObject({
        mode: z.enum(["off", "under-pressure", "always"]),
        freeSessionsPerAddress: count,
        sessionsPerAddress: count,
        freeSessionsPerMinute: count,
        pressureShare: share,
        cost: z.number().int().min(1).max(1_000_000),
        work: z.number().int().min(1).max(1_000_000),
      })
      .partial(),
    webhooks: z
      .strictObject({
        maxBodyBytes: z.number().int().min(1_024).max(1_048_576),
        perMinute: z.number().int().min(1).max(1_000_000),
        maxInFlight: z.number().int().min(1).max(1_000),
      })
      .partial(),
    mail: z.strictObject({ perHour: count, perDay: count }).partial(),
    readers: z
      .strictObject({ perTurn: z.number().int().min(1).max(1_000), perUser: z.number().int().min(1).max(1_000) })
      .partial(),
    failure: z
      .strictObject({
        admission: z
          .strictObject({
            mode: z.enum(["closed", "open"]),
            waitMs: durationMs,
            limiter: z.strictObject({ turnsPerMinute: count, costMicroUsdPerMinute: count }),
          })
          .partial(),
        settlement: waiting("later"),
        throttle: z.strictObject({ mode: z.enum(["closed", "open"]), waitMs: durationMs }).partial(),
        quotaView: waiting("open"),
        begin: z
          .strictObject({
            mode: z.literal("closed"),
            waitMs: durationMs,
            maxInFlight: z.number().int().min(1).max(10_000),
          })
          .partial(),
        checkpoint: waiting("open"),
        finish: waiting("later"),
        ledger: waiting("closed"),
        provider: waiting("failover"),
        toolCache: waiting("open"),
        toolQueue: waiting("open"),
        prices: waiting("open"),
        inbox: waiting("closed"),
      })
      .partial(),
    thinkingMs: durationMs,
    idleTimeoutMs: durationMs,
    maxTurnMs: durationMs,
    checkpoint: z
      .strictObject({
        firstMs: durationMs,
        growth: z.number().min(1).max(10),
        maxMs: durationMs,
        detachedMs: durationMs,
        perSecond: count,
        signalsMs: durationMs,
        leaseMs: durationMs,
      })
      .partial(),
    tools: toolsOverride,
    historyMessages: count,
    strategy: z.enum(STREAMING_STRATEGIES),
  })
  .partial();
export type PolicyOverride = z.infer<typeof policyOverrideSchema>;

/**
 * The policy with an operator's overrides (parsed JSON) applied. Throws a SendcatError that names the wrong field, or the rule that two
 * fields break together.
 */
export function overridePolicy(base: Policy, override: unknown): Policy {
  const parsed = policyOverrideSchema.safeParse(override);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(`${issue?.path.join(".") || "policy"}: ${issue?.message}`);
  }
  const { models, ...fields } = parsed.data;
  // safe because the schema accepts only fields of the policy, each with its type
  const policy = { ...(merge(base, fields) as Policy), models: { ...base.models, ...models } };
  check(policy);
  return fields.titleRoute ? policy : { ...policy, titleRoute: routeOfModels(policy, policy.titleRoute) };
}

/** Titles cost what the same route costs in answers, so an operator's price for that route applies to both. */
function routeOfModels({ models }: Policy, route: ModelRoute): ModelRoute {
  return (
    Object.values(models)
      .flatMap(({ routes }) => routes)
      .find(({ id }) => id === route.id) ?? route
  );
}

/** Merges objects field by field; anything else is replaced. Undefined overrides nothing. */
function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isPlain(base) || !isPlain(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) merged[name] = merge(base[name], value);
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function check(policy: Policy): void {
  const { admission, checkpoint, failure, maxTurnMs, tools } = policy;
  if (admission.reservationTtlMs <= maxTurnMs) {
    throw invalid("admission.reservationTtlMs: must be longer than maxTurnMs");
  }
  if (checkpoint.leaseMs < 3 * checkpoint.signalsMs) {
    throw invalid("checkpoint.leaseMs: must be at least three times checkpoint.signalsMs");
  }
  if (admission.leaseMs <= 4 * failure.settlement.waitMs) {
    throw invalid("admission.leaseMs: must be more than four times failure.settlement.waitMs");
  }
  if (failure.admission.mode === "open" && !failure.admission.limiter) {
    throw invalid("failure.admission.limiter: must say what one process may admit when the mode is open");
  }
  if (tools.waitMs >= maxTurnMs) throw invalid("tools.waitMs: must be shorter than maxTurnMs");
  const known = new Map<string, ModelRoute>();
  for (const route of [policy.titleRoute, ...Object.values(policy.models).flatMap(({ routes }) => routes)]) {
    const { provider, model } = known.get(route.id) ?? route;
    if (provider !== route.provider || model !== route.model)
      throw invalid(`models: two routes have the id "${route.id}"; give one of them an id of its own`);
    known.set(route.id, route);
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
