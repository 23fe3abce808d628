import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { PartContext } from "./part-context.ts";

export interface OpenRouterPart {
  readonly apiKey: string;
  readonly baseUrl: string;
}

/** Where the model is, before anything is started: others can be told while it comes up. */
export function openRouterAddress({ settings }: PartContext): OpenRouterPart {
  if (settings.openRouter.kind === "real") return settings.openRouter;
  return { apiKey: "sk-or-v1-simulator", baseUrl: `http://127.0.0.1:${settings.ports.openRouter}/api/v1` };
}

export async function startOpenRouter(context: PartContext): Promise<void> {
  if (context.settings.openRouter.kind === "real") return;
  const part = context.processes.start(
    {
      name: "openrouter",
      args: [
        join(REPO_ROOT, "packages/simulators/src/cli.ts"),
        "--only",
        "openrouter",
        "--openrouter-port",
        String(context.settings.ports.openRouter),
      ],
      cwd: REPO_ROOT,
      env: { ...context.baseEnv },
    },
    { tier: "back" },
  );
  await waitForAnswer(part, { url: `${openRouterAddress(context).baseUrl}/models`, withinMs: 30_000 });
  context.say("openrouter: the simulator answers");
}
