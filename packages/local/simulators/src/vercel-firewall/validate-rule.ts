import { isRecord } from "@sendcat/shared-types";
import { badRequest } from "./api-error.ts";
import type { Json } from "./firewall-config.ts";
import { validateMitigate } from "./validate-mitigate.ts";
import type { VercelFirewallPlan } from "./vercel-firewall-plan.ts";

const TYPES = new Set(
  (
    "path raw_path target_path route server_action method host header query cookie ip_address protocol scheme environment region " +
    "user_agent geo_continent geo_country geo_country_region geo_city geo_as_number ja4_digest ja3_digest rate_limit_api_id bot_name " +
    "bot_category"
  ).split(" "),
);
const KEYED = new Set(["header", "query", "cookie"]);
const OPS = new Set("re eq neq ex nex inc ninc pre suf sub gt gte lt lte list".split(" "));
const RULE_FIELDS = new Set([
  "id",
  "name",
  "description",
  "active",
  "conditionGroup",
  "action",
  "valid",
  "validationErrors",
]);

/** Throws a 400 for a rule that the real API refuses. Limits as in the Vercel CLI 64 and the API reference. */
export function validateRule(value: unknown, plan: VercelFirewallPlan): asserts value is Json {
  if (!isRecord(value)) throw badRequest("`value` should be object.");
  for (const field of Object.keys(value))
    if (!RULE_FIELDS.has(field)) throw badRequest(`should NOT have additional property \`${field}\`.`);
  for (const field of ["name", "active", "conditionGroup", "action"])
    if (!(field in value)) throw badRequest(`missing required property \`${field}\`.`);
  const { name, description, active, conditionGroup, action } = value;
  if (typeof name !== "string" || name.trim() === "") throw badRequest("`name` should be a non-empty string.");
  if (name.length > 160) throw badRequest("`name` should NOT be longer than 160 characters.");
  if (description !== undefined && description !== null) {
    if (typeof description !== "string") throw badRequest("`description` should be string.");
    if (description.length > 256) throw badRequest("`description` should NOT be longer than 256 characters.");
  }
  if (typeof active !== "boolean") throw badRequest("`active` should be boolean.");
  if (!Array.isArray(conditionGroup) || conditionGroup.length === 0)
    throw badRequest("`conditionGroup` should NOT have fewer than 1 items.");
  if (conditionGroup.length > 25) throw badRequest("`conditionGroup` should NOT have more than 25 items.");
  for (const group of conditionGroup) validateGroup(group);
  validateMitigate(action, plan);
}

function validateGroup(group: unknown): void {
  if (!isRecord(group) || !Array.isArray(group["conditions"]) || group["conditions"].length === 0)
    throw badRequest("`conditions` should NOT have fewer than 1 items.");
  for (const condition of group["conditions"]) validateCondition(condition);
}

function validateCondition(condition: unknown): void {
  if (!isRecord(condition)) throw badRequest("`condition` should be object.");
  const { type, op, neg, key, value } = condition;
  if (typeof type !== "string" || !TYPES.has(type))
    throw badRequest(`\`type\` should be equal to one of the allowed values, got ${JSON.stringify(type)}.`);
  if (typeof op !== "string" || !OPS.has(op))
    throw badRequest(`\`op\` should be equal to one of the allowed values, got ${JSON.stringify(op)}.`);
  if (neg !== undefined && typeof neg !== "boolean") throw badRequest("`neg` should be boolean.");
  if (KEYED.has(type) && (typeof key !== "string" || key === ""))
    throw badRequest(`a condition on ${type} requires \`key\`.`);
  validateValue(op, value);
}

function validateValue(op: string, value: unknown): void {
  if (op === "ex" || op === "nex") return;
  if (op === "inc" || op === "ninc") {
    const texts = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
    if (!texts) throw badRequest(`\`value\` of ${op} should be a non-empty array of strings.`);
  } else if (op === "gt" || op === "gte" || op === "lt" || op === "lte") {
    if (value === "" || typeof value === "boolean" || !Number.isFinite(Number(value)))
      throw badRequest(`\`value\` of ${op} should be number.`);
  } else if (typeof value !== "string" || value === "")
    throw badRequest(`\`value\` of ${op} should be a non-empty string.`);
  else if (op === "re") validateExpression(value);
}

function validateExpression(value: string): void {
  if (value.length > 512) throw badRequest("a regular expression should NOT be longer than 512 characters.");
  try {
    RegExp(value);
  } catch {
    throw badRequest("`value` of re is not a valid regular expression.");
  }
}
