import type { ToolName } from "../tools/tool-table.ts";
import { overridePolicy } from "./override-policy.ts";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";
import type { StreamingStrategy } from "./streaming-strategy.ts";

/** What a deployment says of its policy; each host reads it from its own environment. */
export interface PolicySettings {
  /** Parsed JSON of SENDCAT_POLICY, laid over the default. */
  readonly override: unknown;
  readonly strategy?: StreamingStrategy;
  /** These are added to what the override says. */
  readonly allowedOrigins?: readonly string[];
  readonly tools?: readonly ToolName[];
  readonly imageOrigins?: readonly string[];
}

/** The policy of a deployment. Throws a SendcatError that names a wrong field of the override. */
export function deployedPolicy(settings: PolicySettings): Policy {
  const { override, strategy, allowedOrigins = [], tools = [], imageOrigins = [] } = settings;
  const base = overridePolicy(DEFAULT_POLICY, override);
  return {
    ...base,
    allowedOrigins: [...base.allowedOrigins, ...allowedOrigins],
    strategy: strategy ?? base.strategy,
    tools: {
      ...base.tools,
      offered: [...new Set([...base.tools.offered, ...tools])],
      imageOrigins: [...base.tools.imageOrigins, ...imageOrigins],
    },
  };
}
