import { DEFAULT_POLICY, type Policy } from "@sendcat/shared-types";
import { BLOCKED_ORIGINS } from "./lists/blocked-origins.ts";
import type { Rule } from "./rule.ts";
import { apiMethods } from "./rules/api-methods.ts";
import { blockedOrigins } from "./rules/blocked-origins.ts";
import { bodySize } from "./rules/body-size.ts";
import { chatBurst } from "./rules/chat-burst.ts";
import { foreignSoftware } from "./rules/foreign-software.ts";
import { jsonOnly } from "./rules/json-only.ts";
import { pathTraversal } from "./rules/path-traversal.ts";
import { scannerAgents } from "./rules/scanner-agents.ts";
import { secretPaths } from "./rules/secret-paths.ts";
import { sessionBurst } from "./rules/session-burst.ts";

/** Every rule of a service with this policy, in the order in which Vercel evaluates them: origin, target, form, rate. */
export function rulesFor(policy: Policy): readonly Rule[] {
  return [
    ...blockedOrigins(BLOCKED_ORIGINS),
    scannerAgents,
    pathTraversal,
    secretPaths,
    foreignSoftware,
    apiMethods,
    jsonOnly,
    bodySize(policy),
    chatBurst,
    sessionBurst,
  ];
}

/** Rules that the gateway's `accept` explains better itself, with 405, 413 and 415 instead of a plain 403. */
const SAID_BY_ACCEPT: readonly string[] = ["api-methods", "json-only", "body-size"];

export const RULES: readonly Rule[] = rulesFor(DEFAULT_POLICY);
export const GATEWAY_RULES: readonly Rule[] = RULES.filter(({ id }) => !SAID_BY_ACCEPT.includes(id));
