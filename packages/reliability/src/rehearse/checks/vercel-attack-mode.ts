import { ok, warning, type Check } from "../check.ts";

/** Attack mode challenges every client; a native app cannot pass. */
export const vercelAttackMode: Check = {
  name: "attack mode",
  needs: ["VERCEL_TOKEN", "VERCEL_PROJECT_ID"],
  mend: "Vercel: Firewall, Attack Mode: switch it off when the attack is over.",
  look: async ({ vercel }) =>
    (await vercel.project()).attackMode
      ? warning("on: browsers are challenged and native apps are shut out")
      : ok("off"),
};
