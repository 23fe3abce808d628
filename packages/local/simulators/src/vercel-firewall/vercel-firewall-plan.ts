export type VercelFirewallPlan = "hobby" | "pro" | "enterprise";
