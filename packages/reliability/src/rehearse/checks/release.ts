import { CORE_CONTRACT } from "@sendcat/shared-types";
import { failed, ok, warning, type Check } from "../check.ts";

/** The app and the core are of one release: schema and functions are those that the app was built with. */
export const release: Check = {
  name: "one release",
  needs: [],
  mend: "Deploy the core of the app's release: npx convex deploy (docs/deploy.md, In a pipeline).",
  async look({ readiness }) {
    const { expected, deployed } = (await readiness()).core;
    if (deployed === null)
      return failed("the core does not say which it is: its functions are older than the app's, or it does not answer");
    if (deployed !== expected)
      return failed(`the core's schema and functions are ${deployed}, the app works with ${expected}`);
    if (expected === CORE_CONTRACT) return ok(expected);
    return {
      ...warning(`app and core are ${expected}, this checkout is ${CORE_CONTRACT}`),
      mend: "Rehearse from a checkout of the release that is deployed: the rules and lists compared here are the checkout's.",
    };
  },
};
