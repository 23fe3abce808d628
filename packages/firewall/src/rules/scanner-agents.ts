import type { Rule } from "../rule.ts";

/** Tools that name themselves. curl, plain HTTP libraries and an absent user agent are allowed: native apps and monitors send those. */
export const scannerAgents: Rule = {
  id: "scanner-agents",
  name: "Vulnerability scanners",
  description: "Denies clients that name themselves as a scanner or an attack tool.",
  active: true,
  any: [
    [
      {
        type: "user_agent",
        op: "re",
        value:
          "(sqlmap|nikto|nuclei|acunetix|nessus|openvas|wpscan|dirbuster|gobuster|feroxbuster|ffuf|wfuzz|masscan|zgrab|zmeu|jaeles|w3af|arachni|havij|netsparker|qualys|burpcollaborator|commix|thc-hydra|morfeus|libredtail|l9explore|l9tcpid)",
      },
    ],
    [{ type: "user_agent", op: "sub", value: "${jndi:" }],
    [{ type: "user_agent", op: "sub", value: "() {" }],
  ],
  action: { type: "deny" },
};
