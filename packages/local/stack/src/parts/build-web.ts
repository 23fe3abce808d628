import { join } from "node:path";
import { sourceHash } from "../freshness/source-hash.ts";
import { readStamp, writeStamp } from "../freshness/stamp.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { StackError } from "../stack/stack-error.ts";
import type { PartContext } from "./part-context.ts";
import { NEXT_CLI, WEB_DIR } from "./start-web.ts";

const STAMP = join(WEB_DIR, ".next/built-from");

/** Builds the web app when there is no build or its sources have changed since. */
export async function buildWeb(context: Pick<PartContext, "processes" | "baseEnv" | "say">): Promise<void> {
  const digest = sourceHash(REPO_ROOT, "apps/web");
  if (readStamp(STAMP) === digest) return context.say("build: up to date");
  context.say("build: next build ...");
  const task = context.processes.start(
    {
      name: "build",
      args: [NEXT_CLI, "build"],
      cwd: WEB_DIR,
      env: { ...context.baseEnv, NEXT_TELEMETRY_DISABLED: "1" },
    },
    { tier: "front", task: true },
  );
  const { code, signal } = await task.exited;
  if (code !== 0) throw new StackError(`build: next build failed (${signal ?? `exit code ${code}`}).`);
  writeStamp(STAMP, digest);
  context.say("build: done");
}
