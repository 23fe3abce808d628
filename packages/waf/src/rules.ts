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

/** Every rule, in the order Vercel evaluates them: who, where to, how, how often. */
export const RULES: readonly Rule[] = [
  ...blockedOrigins(BLOCKED_ORIGINS),
  scannerAgents,
  pathTraversal,
  secretPaths,
  foreignSoftware,
  apiMethods,
  jsonOnly,
  bodySize,
  chatBurst,
  sessionBurst,
];

const SAID_BY_ACCEPT: readonly Rule[] = [apiMethods, jsonOnly, bodySize];

/** For the gateway's `accept`, which says 405, 413 and 415 itself, better than a plain 403 does. */
export const GATEWAY_RULES: readonly Rule[] = RULES.filter((rule) => !SAID_BY_ACCEPT.includes(rule));
