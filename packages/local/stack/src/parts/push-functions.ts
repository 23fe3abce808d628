import { join } from "node:path";
import { sourceHash } from "../freshness/source-hash.ts";
import { readStamp, writeStamp } from "../freshness/stamp.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { StackError } from "../stack/stack-error.ts";
import { convexEnvironment, type ConvexTrust } from "./convex-environment.ts";
import type { PartContext } from "./part-context.ts";
import { setConvexEnvironment, type ConvexAdmin } from "./set-convex-environment.ts";
import { convexDataDir, convexUrl } from "./start-convex.ts";

const CLI = join(REPO_ROOT, "node_modules/convex/bin/main.js");
// `pnpm test` checks the types, and `convex/_generated` has its own script: a running stack leaves the checkout unchanged.
const QUIET = ["--typecheck", "disable", "--codegen", "disable", "--tail-logs", "disable"];

/** Sets the deployment's variables and pushes our functions. A real deployment without a key is left alone. */
export async function pushFunctions(context: PartContext, trust: ConvexTrust): Promise<void> {
  const admin = adminOf(context);
  if (!admin) return;
  const { settings } = context;
  await setConvexEnvironment(admin, convexEnvironment(context, trust));

  const stampPath = join(convexDataDir(settings), "functions-pushed");
  const engine = sourceHash(REPO_ROOT, "packages/local/convex");
  // The digest leaves the settings out: a deployment evaluates auth.config.ts again whenever its variables change.
  const digest = sourceHash(REPO_ROOT, "convex", [engine]);
  if (settings.convex.kind === "local" && readStamp(stampPath) === digest) {
    context.say("functions: unchanged since the last push");
  } else {
    context.say("functions: pushing convex/ ...");
    await pushOnce(context);
    if (settings.convex.kind === "local") writeStamp(stampPath, digest);
    context.say("functions: pushed");
  }
}

/** Pushes again whenever a file of `convex/` changes. */
export function watchFunctions(context: PartContext): void {
  if (!adminOf(context)) return;
  context.processes.start(
    { name: "functions", args: [CLI, "dev", ...QUIET], cwd: REPO_ROOT, env: cliEnvironment(context) },
    { tier: "front", hide: /^(▌.*|\s*|- .*)$/ },
  );
}

async function pushOnce(context: PartContext): Promise<void> {
  const args =
    context.settings.mode === "production"
      ? [CLI, "deploy", "--yes", "--typecheck", "disable", "--codegen", "disable"]
      : [CLI, "dev", "--once", ...QUIET];
  const task = context.processes.start(
    { name: "functions", args, cwd: REPO_ROOT, env: cliEnvironment(context) },
    { tier: "front", task: true },
  );
  const { code, signal } = await task.exited;
  if (code !== 0) throw new StackError(`functions: the push of convex/ failed (${signal ?? `exit code ${code}`}).`);
}

function adminOf(context: PartContext): ConvexAdmin | null {
  const { convex } = context.settings;
  const url = convexUrl(context);
  if (convex.kind === "local") return { url, key: context.secrets.convexAdminKey };
  if (!convex.push) return null;
  return { url, key: convex.push.kind === "cloud" ? convex.push.deployKey : convex.push.adminKey };
}

/** The CLI uses the first deployment it finds in its environment, so we give it exactly one. */
function cliEnvironment(context: PartContext): NodeJS.ProcessEnv {
  const { convex } = context.settings;
  const none = {
    CONVEX_DEPLOYMENT: "",
    CONVEX_DEPLOY_KEY: "",
    CONVEX_SELF_HOSTED_URL: "",
    CONVEX_SELF_HOSTED_ADMIN_KEY: "",
  };
  if (convex.kind === "real" && convex.push?.kind === "cloud") {
    return { ...context.baseEnv, ...none, CONVEX_DEPLOY_KEY: convex.push.deployKey };
  }
  return {
    ...context.baseEnv,
    ...none,
    CONVEX_SELF_HOSTED_URL: convexUrl(context),
    CONVEX_SELF_HOSTED_ADMIN_KEY: adminOf(context)?.key,
  };
}
