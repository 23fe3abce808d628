import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { StackSettings } from "../settings/stack-settings.ts";
import type { PartContext } from "./part-context.ts";

export function convexUrl({ settings }: PartContext): string {
  return settings.convex.kind === "real" ? settings.convex.url : `http://127.0.0.1:${settings.ports.convex}`;
}

/** Folder of the embedded deployment's database. */
export function convexDataDir({ dataDir }: Pick<StackSettings, "dataDir">): string {
  return join(dataDir, "convex");
}

/** Starts the embedded deployment, unless the environment names a real one. */
export async function startConvex(context: PartContext): Promise<void> {
  const { settings, secrets, processes } = context;
  if (settings.convex.kind === "real") return;
  const part = processes.start(
    {
      name: "convex",
      args: [
        join(REPO_ROOT, "packages/local/convex/src/cli.ts"),
        "--port",
        String(settings.ports.convex),
        "--site-port",
        String(settings.ports.convexSite),
        "--data",
        convexDataDir(settings),
      ],
      cwd: REPO_ROOT,
      env: { ...context.baseEnv, CONVEX_LOCAL_ADMIN_KEY: secrets.convexAdminKey },
    },
    { tier: "back" },
  );
  await waitForAnswer(part, { url: `${convexUrl(context)}/version`, withinMs: 30_000 });
  // For `npx convex run ... --env-file .sendcat/convex.env`.
  writeFileSync(
    join(settings.dataDir, "convex.env"),
    `CONVEX_SELF_HOSTED_URL=${convexUrl(context)}\nCONVEX_SELF_HOSTED_ADMIN_KEY=${secrets.convexAdminKey}\n`,
    { mode: 0o600 },
  );
  context.say("convex: the embedded deployment answers");
}
