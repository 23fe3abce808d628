import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { PartContext } from "./part-context.ts";

export function streamUrl({ settings }: PartContext): string {
  return `http://127.0.0.1:${settings.ports.stream}`;
}

/** Starts the dedicated streaming host. `env` is the gateway's environment, as for the web app. */
export async function startStream(context: PartContext, env: NodeJS.ProcessEnv): Promise<void> {
  const part = context.processes.start(
    {
      name: "stream",
      args: [join(REPO_ROOT, "apps/stream/src/main.ts")],
      cwd: REPO_ROOT,
      env: { ...context.baseEnv, ...env, HOST: "127.0.0.1", PORT: String(context.settings.ports.stream) },
    },
    { tier: "front" },
  );
  await waitForAnswer(part, { url: `${streamUrl(context)}/api/health`, withinMs: 120_000 });
  context.say("stream: the dedicated host answers");
}
