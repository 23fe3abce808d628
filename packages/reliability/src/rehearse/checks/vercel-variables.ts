import { requiredVariables } from "@sendcat/assembly";
import { failed, ok, type Check } from "../check.ts";

/** Without one of these the app answers nothing at all. */
export const vercelVariables: Check = {
  name: "the app's variables",
  needs: ["VERCEL_TOKEN", "VERCEL_PROJECT_ID"],
  mend: "Vercel: Settings, Environment Variables: add them for Production, and redeploy (docs/deploy.md, step 8).",
  async look({ vercel, policy }) {
    const has = await vercel.productionVariables();
    const needed = requiredVariables(policy);
    const missing = needed.filter((name) => !has.includes(name));
    if (missing.length > 0) return failed(`production lacks ${missing.join(", ")}`);
    return ok(`all ${needed.length} that a host needs are set`);
  },
};
