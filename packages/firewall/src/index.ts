export { createFirewall, type FirewallOptions } from "./create-firewall.ts";
export { createBurstCounter, type Burst, type BurstCounter } from "./evaluate/burst-counter.ts";
export { compileRules, type CompiledRule } from "./evaluate/compile-rules.ts";
export { evaluate, type Verdict } from "./evaluate/evaluate.ts";
export { RULES, GATEWAY_RULES } from "./rules.ts";
export { type Condition, type Rule, type RuleAction, type RateLimitAction } from "./rule.ts";
