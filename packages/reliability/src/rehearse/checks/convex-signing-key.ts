import { failed, ok, type Check } from "../check.ts";

export const SIGNING_KEY = "SENDCAT_SIGNING_KEY";

/** Only a host that streams signs tokens. */
export const convexSigningKey: Check = {
  name: "the signing key",
  needs: ["CONVEX_URL", ["CONVEX_DEPLOY_KEY", "CONVEX_SELF_HOSTED_ADMIN_KEY"]],
  mend: `npx convex env remove ${SIGNING_KEY} (docs/deploy.md, Growing)`,
  async look({ config, convexVariables }) {
    const [{ strategy }, has] = [await config(), (await convexVariables()).includes(SIGNING_KEY)];
    if (strategy !== "convex")
      return has ? failed(`Convex has it, and streams are served by ${strategy}`) : ok("not in Convex");
    if (has) return ok("in Convex, which serves the streams");
    return {
      ...failed("Convex serves the streams and does not have it"),
      mend: `npx convex env set ${SIGNING_KEY} (docs/deploy.md, Growing)`,
    };
  },
};
