import {
  answerExtraSchema,
  billingEventSchema,
  clientIdSchema,
  DEFAULT_POLICY,
  MAX_PROMPT_CHARS,
  PLANS,
  TOOL_PART_TYPES,
  toolResultSchema,
  turnSegmentSchema,
} from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { vBillingEvent } from "../billing/validators.ts";
import { isClientId, LIMITS } from "./limits.ts";
import { vExtra, vMessagePart, vToolResult, vTurnSegment } from "./validators.ts";

const fieldsOf = ({ fields }: { readonly fields: object }) => Object.keys(fields).sort();

it("Convex accepts exactly the shapes of shared-types", () => {
  const partTypes = vMessagePart.members.map(({ fields: { type } }) =>
    "value" in type ? type.value : type.members[0]?.value,
  );
  expect([...new Set(partTypes)].sort()).toEqual(
    ["data-tool-job", "file", "reasoning", "source-url", "text", TOOL_PART_TYPES[0]].sort(),
  );
  expect(vExtra.members.map(fieldsOf)).toEqual(answerExtraSchema.options.map(({ shape }) => Object.keys(shape).sort()));
  expect(vToolResult.members.map(({ fields }) => fieldsOf(fields.items.element))).toEqual(
    toolResultSchema.options.map(({ shape }) => Object.keys(shape.items.element.shape).sort()),
  );
  for (const [i, { fields }] of vBillingEvent.members.entries())
    expect(Object.keys(fields).sort()).toEqual(Object.keys(billingEventSchema.options[i]?.shape ?? {}).sort());
  expect(vTurnSegment.members.map(({ fields }) => fields.kind.value)).toEqual(
    turnSegmentSchema.options.map(({ shape }) => shape.kind.value),
  );
});

it("Convex and the edge have the same limits", () => {
  expect(LIMITS.promptChars).toBe(MAX_PROMPT_CHARS);
  expect(LIMITS.historyMessages).toBeGreaterThanOrEqual(DEFAULT_POLICY.historyMessages);
  expect(LIMITS.historyChars).toBeGreaterThanOrEqual(
    Math.max(...Object.values(PLANS).map(({ historyChars }) => historyChars)),
  );
  expect(LIMITS.leaseMs).toBeGreaterThanOrEqual(DEFAULT_POLICY.checkpoint.leaseMs);
  for (const id of [crypto.randomUUID(), "a".repeat(15), "a".repeat(65), "a/b".repeat(8), "", "_-".repeat(8)])
    expect(isClientId(id)).toBe(clientIdSchema.safeParse(id).success);
});
