import { failed, ok, type Check } from "../check.ts";

/** The core is deployed, and it accepts the app's tokens. */
export const convexFunctions: Check = {
  name: "the core answers",
  needs: [],
  mend: "Deploy the functions, and see that SENDCAT_ISSUER and SENDCAT_JWKS_URL in Convex are the app's: npx convex deploy && npx convex env list --names-only (docs/deploy.md, step 4).",
  async look({ readiness }) {
    const { dependencies, tookMs } = await readiness();
    return dependencies.convex
      ? ok(`in ${tookMs.convex} ms, as the app measures it`)
      : failed("the app cannot read from Convex");
  },
};
