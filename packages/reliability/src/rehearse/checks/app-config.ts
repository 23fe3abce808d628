import { failed, ok, type Check } from "../check.ts";

export const appConfig: Check = {
  name: "the configuration that clients read",
  needs: [],
  mend: "Set CONVEX_URL in Vercel to the production deployment, and redeploy (docs/deploy.md, step 8).",
  async look({ config, env }) {
    const { convexUrl, strategy, models } = await config();
    const wanted = env["SENDCAT_PUBLIC_CONVEX_URL"] || env["CONVEX_URL"];
    if (wanted && wanted.replace(/\/$/, "") !== convexUrl)
      return failed(`browsers are sent to ${convexUrl}, not ${wanted}`);
    return ok(`streams by ${strategy}, ${models.length} models`);
  },
};
