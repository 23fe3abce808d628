import type { Environment } from "./operator-environment.ts";
import { runProgram } from "./run-program.ts";

/** The names of the deployment's variables, by the official command line, which is told to leave the values out. */
export async function convexVariableNames(env: Environment): Promise<readonly string[]> {
  const deployKey = env["CONVEX_DEPLOY_KEY"];
  const access = deployKey
    ? { CONVEX_DEPLOY_KEY: deployKey, CONVEX_PROVISION_HOST: env["CONVEX_PROVISION_HOST"] }
    : {
        CONVEX_SELF_HOSTED_URL: env["CONVEX_URL"],
        CONVEX_SELF_HOSTED_ADMIN_KEY: env["CONVEX_SELF_HOSTED_ADMIN_KEY"],
      };
  const { code, out, err } = await runProgram(
    ["node_modules/convex/bin/main.js", "env", "list", "--names-only"],
    access,
  );
  if (code !== 0) throw new Error(`\`npx convex env list\` failed: ${err.trim().slice(-300)}`);
  return out
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^[A-Za-z_]\w*$/.test(line));
}
