import { join } from "node:path";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { StackSettings } from "../settings/stack-settings.ts";
import type { PartContext } from "./part-context.ts";

export const WEB_DIR: string = join(REPO_ROOT, "apps/web");
export const NEXT_CLI: string = join(WEB_DIR, "node_modules/next/dist/bin/next");
const SERVER = join(WEB_DIR, "src/server.ts");

/** Requests that make the development server compile what the first visit needs. */
const WARM_UP: readonly (readonly [path: string, init: RequestInit])[] = [
  ["/api/session", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }],
  ["/api/config", {}],
  ["/api/chat", {}],
  ["/api/quota", {}],
];

/** Where browsers go. */
export function webUrl({ settings }: PartContext): string {
  return `http://127.0.0.1:${settings.ports.web}`;
}

/** Where the web app itself listens. */
export function appUrl({ settings }: PartContext): string {
  return `http://127.0.0.1:${appPort(settings)}`;
}

function appPort({ front, ports }: StackSettings): number {
  return front === "none" ? ports.web : ports.app;
}

/** Starts Next and returns when its first page is ready. `env` is what the app's env.ts reads. */
export async function startWeb(context: PartContext, env: NodeJS.ProcessEnv): Promise<void> {
  const { settings, processes } = context;
  const command = settings.mode === "dev" ? [NEXT_CLI, "dev"] : [SERVER];
  const part = processes.start(
    {
      name: "web",
      args: [...command, "--port", String(appPort(settings)), "--hostname", "127.0.0.1"],
      cwd: WEB_DIR,
      // Behind the front, the app trusts the platform's headers about the client.
      env: {
        ...context.baseEnv,
        NEXT_TELEMETRY_DISABLED: "1",
        // Next's own command sets it; for our server the operator does.
        ...(settings.mode === "dev" ? {} : { NODE_ENV: "production" }),
        ...(settings.front === "vercel" ? { VERCEL: "1" } : {}),
        ...env,
      },
    },
    { tier: "front" },
  );
  const url = appUrl(context);
  if (settings.mode === "dev") context.say("web: compiling the first page ...");
  let status = 0;
  const isReady = (response: Response): boolean => {
    status = response.status;
    // In development, a page that does not compile also counts: the browser shows the developer the error.
    return settings.mode === "dev" || response.ok;
  };
  await waitForAnswer(part, { url: `${url}/`, isReady, attemptMs: 120_000, withinMs: 120_000 });
  if (status >= 500) context.say(`web: the first page fails with HTTP ${status}; open it to see why`);
  if (settings.mode === "dev") {
    // Their answers do not matter here: a route that fails will show it to its first visitor.
    const asked = WARM_UP.map(([path, init]) =>
      fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(60_000) }),
    );
    for (const answer of await Promise.allSettled(asked)) {
      if (answer.status === "fulfilled") await answer.value.arrayBuffer();
    }
  }
  context.say("web: ready");
}
