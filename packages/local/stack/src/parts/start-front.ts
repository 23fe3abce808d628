import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { StackError } from "../stack/stack-error.ts";
import type { PartContext } from "./part-context.ts";
import { appUrl, WEB_DIR, webUrl } from "./start-web.ts";

/** Puts a front like Vercel's before the web app, and publishes the firewall's rules to it as to Vercel. */
export async function startFront(context: PartContext): Promise<void> {
  const { settings, processes, baseEnv } = context;
  if (settings.front === "none") return;
  const { mode, policy, ports } = settings;
  const api = `http://127.0.0.1:${ports.firewall}`;
  const env = { ...baseEnv, VERCEL_TOKEN: "simulator", VERCEL_PROJECT_ID: "prj_simulator", VERCEL_TEAM_ID: "" };
  const part = processes.start(
    {
      name: "front",
      args: [
        join(REPO_ROOT, "packages/local/simulators/src/vercel-front/cli.ts"),
        "--target",
        appUrl(context),
        "--port",
        String(ports.web),
        "--firewall-port",
        String(ports.firewall),
        "--vercel-json",
        join(REPO_ROOT, "vercel.json"),
        // A development server builds each route when it is first asked for, and lists it then.
        ...(mode === "production" ? ["--build", join(WEB_DIR, ".next")] : []),
      ],
      cwd: REPO_ROOT,
      env,
    },
    { tier: "front" },
  );
  await waitForAnswer(part, { url: api, isReady: () => true, withinMs: 30_000 });
  const push = processes.start(
    {
      name: "waf",
      args: [join(REPO_ROOT, "packages/firewall/src/cli.ts"), "push"],
      cwd: REPO_ROOT,
      env: { ...env, VERCEL_API_URL: api, SENDCAT_POLICY: policy ?? "" },
    },
    { tier: "front", task: true },
  );
  const { code, signal } = await push.exited;
  if (code !== 0) throw new StackError(`waf: the rules were not published (${signal ?? `exit code ${code}`}).`);
  await waitForAnswer(part, { url: `${webUrl(context)}/api/config`, attemptMs: 30_000, withinMs: 60_000 });
  context.say("front: stands before the web app as Vercel does, with the firewall's rules published");
}
