import { secretsNotOf } from "@sendcat/shared-types";
import { ok, warning, type Check } from "../check.ts";
import { SIGNING_KEY } from "./convex-signing-key.ts";

/** A secret where nothing reads it can only leak. The signing key has a check of its own. */
export const convexSecrets: Check = {
  name: "secrets that the core does not use",
  needs: ["CONVEX_URL", ["CONVEX_DEPLOY_KEY", "CONVEX_SELF_HOSTED_ADMIN_KEY"]],
  mend: "npx convex env remove NAME (docs/deploy.md, Secrets)",
  async look({ config, convexVariables }) {
    const [{ strategy }, has] = [await config(), await convexVariables()];
    const readers = strategy === "convex" ? (["core", "core-host"] as const) : (["core"] as const);
    const strays = secretsNotOf(...readers).filter((name) => name !== SIGNING_KEY && has.includes(name));
    return strays.length > 0 ? warning(`Convex has ${strays.join(", ")}`) : ok("none");
  },
};
