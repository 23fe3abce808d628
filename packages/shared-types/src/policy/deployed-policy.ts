import type { ToolName } from "../tools/tool-table.ts";
import { overridePolicy } from "./override-policy.ts";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";
import type { StreamingStrategy } from "./streaming-strategy.ts";

/** A deployment's settings of its policy; each host reads them from its own environment. */
export interface PolicySettings {
  /** Parsed JSON of SENDCAT_POLICY, applied on top of the default policy. */
  readonly override: unknown;
  readonly strategy?: StreamingStrategy;
  /** Added to the override's values. */
  readonly allowedOrigins?: readonly string[];
  readonly tools?: readonly ToolName[];
  readonly imageOrigins?: readonly string[];
}

/** A deployment's policy. Throws a SendcatError that names a wrong field of the override. */
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
