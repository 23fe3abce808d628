import { isRecord } from "@sendcat/shared-types";
import { ApiError, badRequest } from "./api-error.ts";
import type { FirewallConfig, Json, StoredRule } from "./firewall-config.ts";
import { validateRule } from "./validate-rule.ts";
import type { VercelFirewallPlan } from "./vercel-firewall-plan.ts";

const RATE_LIMIT_RULES = { hobby: 1, pro: 40, enterprise: 1_000 } as const;

export interface ChangeContext {
  readonly plan: VercelFirewallPlan;
  readonly newRuleId: (name: string) => string;
}

type ChangedFields = Partial<Pick<FirewallConfig, "rules" | "ips" | "firewallEnabled" | "crs" | "managedRules">>;

/** Applies the body of a PATCH; throws a 400 or 404 and changes nothing when it is invalid. */
export function applyChange(config: FirewallConfig, body: unknown, context: ChangeContext): FirewallConfig {
  if (!isRecord(body)) throw badRequest("should be object.");
  const { action, id, value } = body;
  if (typeof action !== "string") throw badRequest("missing required property `action`.");
  if (!("value" in body) && !action.endsWith(".remove")) throw badRequest("missing required property `value`.");
  const next: FirewallConfig = { ...config, ...changed(config, { action, id, value }, context) };
  const rateLimits = next.rules.filter(isRateLimit).length;
  if (rateLimits > RATE_LIMIT_RULES[context.plan])
    throw new ApiError(
      400,
      "rule_limit_exceeded",
      `Your plan allows ${RATE_LIMIT_RULES[context.plan]} rate limit rules, this would be ${rateLimits}.`,
    );
  return next;
}

export function isRateLimit(rule: Json): boolean {
  const action = rule["action"];
  return isRecord(action) && isRecord(action["mitigate"]) && action["mitigate"]["action"] === "rate_limit";
}

function changed(
  { rules, ips, crs, managedRules }: FirewallConfig,
  { action, id, value }: { readonly action: string; readonly id: unknown; readonly value: unknown },
  { plan, newRuleId }: ChangeContext,
): ChangedFields {
  switch (action) {
    case "firewallEnabled":
      if (typeof value !== "boolean") throw badRequest("`value` should be boolean.");
      return { firewallEnabled: value };
    case "rules.insert": {
      validateRule(value, plan);
      return { rules: [...rules, stored(newRuleId(String(value["name"])), value)] };
    }
    case "rules.update": {
      const index = indexOf(rules, id);
      validateRule(value, plan);
      return { rules: rules.with(index, stored(String(id), value)) };
    }
    case "rules.remove":
      return { rules: rules.toSpliced(indexOf(rules, id), 1) };
    case "rules.priority": {
      const index = indexOf(rules, id);
      if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value >= rules.length)
        throw badRequest(`\`value\` should be an index from 0 to ${rules.length - 1}.`);
      const moved = rules.slice(index, index + 1);
      return { rules: rules.toSpliced(index, 1).toSpliced(value, 0, ...moved) };
    }
    case "ip.insert":
      return { ips: [...ips, { ...ipRule(value), id: `ip_${ips.length + 1}` }] };
    case "ip.update":
      return { ips: ips.with(indexOf(ips, id), { ...ipRule(value), id }) };
    case "ip.remove":
      return { ips: ips.toSpliced(indexOf(ips, id), 1) };
    case "crs.update":
    case "managedRules.update": {
      if (typeof id !== "string" || !isRecord(value) || typeof value["active"] !== "boolean")
        throw badRequest(`${action} requires \`id\` and \`value.active\`.`);
      return action === "crs.update"
        ? { crs: { ...crs, [id]: value } }
        : { managedRules: { ...managedRules, [id]: value } };
    }
    default:
      throw badRequest(`\`action\` should be equal to one of the allowed values, got ${JSON.stringify(action)}.`);
  }
}

/** The sent fields, with the server's own on top. */
export function stored(id: string, value: Json): StoredRule {
  return {
    ...value,
    id,
    name: String(value["name"]),
    active: value["active"] === true,
    valid: true,
    validationErrors: [],
  };
}

function indexOf(list: readonly Json[], id: unknown): number {
  if (typeof id !== "string" || id === "") throw badRequest("missing required property `id`.");
  const index = list.findIndex((one) => one["id"] === id);
  if (index < 0) throw new ApiError(404, "not_found", `There is no ${id} in this configuration.`);
  return index;
}

function ipRule(value: unknown): Json {
  if (!isRecord(value)) throw badRequest("`value` should be object.");
  const { ip, hostname, action } = value;
  if (typeof ip !== "string" || typeof hostname !== "string")
    throw badRequest("an IP rule requires `ip` and `hostname`.");
  if (typeof action !== "string" || !["deny", "challenge", "log", "bypass"].includes(action))
    throw badRequest("`action` should be equal to one of the allowed values.");
  return { ip, hostname, action, ...(typeof value["notes"] === "string" ? { notes: value["notes"] } : {}) };
}
