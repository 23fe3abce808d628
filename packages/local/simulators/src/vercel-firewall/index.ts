export {
  createVercelFirewallSimulator,
  type FirewallFault,
  type VercelFirewallSimulator,
  type VercelFirewallSimulatorOptions,
} from "./create-vercel-firewall-simulator.ts";
