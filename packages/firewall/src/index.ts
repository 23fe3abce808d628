export { createFirewall } from "./create-firewall.ts";
export { GATEWAY_RULES } from "./rules.ts";
