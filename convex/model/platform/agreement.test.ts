import {
  billingEventSchema,
  CHARGE_OUTCOMES,
  clientIdSchema,
  DEFAULT_POLICY,
  DISPUTE_STATUSES,
  ERROR_CODES,
  MAX_PROMPT_CHARS,
  MESSAGE_STATUSES,
  PLAN_NAMES,
  PLANS,
  TOOL_JOB_STATES,
  TOOL_NAMES,
  toolResultSchema,
  ROLES,
  SUBSCRIPTION_STATUSES,
  turnSegmentSchema,
} from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { vBillingEvent, vChargeOutcome, vDisputeStatus, vSubscriptionStatus } from "../billing/validators.ts";
import { isClientId, LIMITS } from "./limits.ts";
import {
  vErrorCode,
  vMessagePart,
  vMessageStatus,
  vPlan,
  vRole,
  vToolJob,
  vToolName,
  vToolResult,
  vTurnSegment,
} from "./validators.ts";

const PART_TYPES = ["text", "reasoning", "data-tool-job", ...TOOL_NAMES.map((name) => `tool-${name}`)];
const fieldsOf = ({ fields }: { readonly fields: object }) => Object.keys(fields).sort();

const literals = (union: { readonly members: readonly { readonly value: string }[] }) =>
  union.members.map(({ value }) => value).sort();

it("Convex accepts exactly the words the rest of the system speaks", () => {
  expect(literals(vErrorCode)).toEqual([...ERROR_CODES].sort());
  expect(literals(vMessageStatus)).toEqual([...MESSAGE_STATUSES].sort());
  expect(literals(vPlan)).toEqual([...PLAN_NAMES].sort());
  const partTypes = vMessagePart.members.map(({ fields: { type } }) => ("value" in type ? type.value : literals(type)));
  expect([...new Set(partTypes.flat())].sort()).toEqual([...PART_TYPES].sort());
  expect(literals(vToolName)).toEqual([...TOOL_NAMES].sort());
  expect(literals(vToolJob.fields.state)).toEqual([...TOOL_JOB_STATES].sort());
  expect(vToolResult.members.map(({ fields }) => fieldsOf(fields.items.element))).toEqual(
    toolResultSchema.options.map(({ shape }) => Object.keys(shape.items.element.shape).sort()),
  );
  expect(literals(vRole)).toEqual([...ROLES].sort());
  expect(literals(vSubscriptionStatus)).toEqual([...SUBSCRIPTION_STATUSES].sort());
  expect(literals(vChargeOutcome)).toEqual([...CHARGE_OUTCOMES].sort());
  expect(literals(vDisputeStatus)).toEqual([...DISPUTE_STATUSES].sort());
  for (const [i, { fields }] of vBillingEvent.members.entries())
    expect(Object.keys(fields).sort()).toEqual(Object.keys(billingEventSchema.options[i]?.shape ?? {}).sort());
  expect(vTurnSegment.members.map(({ fields }) => fields.kind.value)).toEqual(
    turnSegmentSchema.options.map(({ shape }) => shape.kind.value),
  );
});

it("Convex and the edge agree on bounds", () => {
  expect(LIMITS.promptChars).toBe(MAX_PROMPT_CHARS);
  expect(LIMITS.historyMessages).toBeGreaterThanOrEqual(DEFAULT_POLICY.historyMessages);
  expect(LIMITS.historyChars).toBeGreaterThanOrEqual(
    Math.max(...Object.values(PLANS).map(({ historyChars }) => historyChars)),
  );
  expect(LIMITS.leaseMs).toBeGreaterThanOrEqual(DEFAULT_POLICY.checkpoint.leaseMs);
  for (const id of [crypto.randomUUID(), "a".repeat(15), "a".repeat(65), "a/b".repeat(8), "", "_-".repeat(8)])
    expect(isClientId(id)).toBe(clientIdSchema.safeParse(id).success);
});
