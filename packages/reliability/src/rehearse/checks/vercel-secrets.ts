import { secretsNotOf } from "@sendcat/shared-types";
import { ok, warning, type Check } from "../check.ts";

/** A secret where nothing reads it can only leak. */
export const vercelSecrets: Check = {
  name: "secrets that the app does not use",
  needs: ["VERCEL_TOKEN", "VERCEL_PROJECT_ID"],
  mend: "Vercel: Settings, Environment Variables: remove them, and redeploy (docs/deploy.md, Secrets).",
  async look({ vercel }) {
    const has = await vercel.productionVariables();
    const strays = secretsNotOf("web").filter((name) => has.includes(name));
    return strays.length > 0 ? warning(`production has ${strays.join(", ")}`) : ok("none");
  },
};
