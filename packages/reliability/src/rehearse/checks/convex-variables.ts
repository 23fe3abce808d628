import { failed, ok, type Check } from "../check.ts";
import { convexVariablesNeeded } from "../deploy-steps.ts";

/** The core has what it needs to verify tokens, settle turns and name conversations. */
export const convexVariables: Check = {
  name: "the core's variables",
  needs: ["CONVEX_URL", ["CONVEX_DEPLOY_KEY", "CONVEX_SELF_HOSTED_ADMIN_KEY"]],
  mend: "npx convex env set NAME VALUE (docs/deploy.md, step 4; SENDCAT_POLICY: step 9)",
  async look({ env, convexVariables }) {
    const has = await convexVariables();
    // The app and the core must have the same policy: if it is set here, it must be set there.
    const needed = [...convexVariablesNeeded(), ...(env["SENDCAT_POLICY"] ? ["SENDCAT_POLICY"] : [])];
    const missing = needed.filter((name) => !has.includes(name));
    return missing.length > 0
      ? failed(`Convex lacks ${missing.join(", ")}`)
      : ok(`all ${needed.length} that the core needs are set`);
  },
};
