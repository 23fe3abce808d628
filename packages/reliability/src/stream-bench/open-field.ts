import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStackProcesses, startStack } from "@sendcat/local-stack";
import { groupsOf } from "../load/groups-of.ts";
import { localOnly } from "../load/local-only.ts";
import { benchUsers } from "./bench-users.ts";
import type { Contender, Field } from "./contender.ts";
import { startBenchApp } from "./contenders/bench-app.ts";
import { startNginx } from "./contenders/nginx.ts";
import { startPortkey } from "./contenders/portkey.ts";
import { NO_LIMITS } from "./no-limits.ts";

export interface FieldOptions {
  readonly portBase: number;
  readonly turns: number;
  readonly atLeastUsers: number;
  readonly say: (text: string) => void;
}

/** Offsets from the port base of the contenders that are not part of the stack. */
const OFFSETS = { benchApp: 1, portkey: 2, nginx: 3 } as const;

/** Starts every contender on this machine, with the same simulated provider behind each. */
export async function openField({ portBase, turns, atLeastUsers, say }: FieldOptions): Promise<Field> {
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-bench-"));
  const processes = createStackProcesses(mkdtempSync(join(dataDir, "contenders-")), () => undefined);
  const onLine = ({ part, text }: { part: string; text: string }): void => {
    if (part === "stack") say(text);
  };
  const env = { ...localOnly(process.env), SENDCAT_NODE_ROUTE: "1" };
  const stack = await startStack({
    mode: "production",
    portBase,
    dataDir,
    onLine,
    env,
    policy: NO_LIMITS,
    streamHost: true,
  });
  const close = async (): Promise<void> => {
    await Promise.all([processes.stop(), stack.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const groups = groupsOf(dataDir);
    const provider = stack.urls.openRouter;
    const chat = "/api/chat";
    const ours: Contender[] = [
      { name: "Sendcat, edge route", url: `${stack.urls.web}${chat}`, speaks: "turns", groupId: groups["web"] ?? 0 },
      {
        name: "Sendcat, Node route",
        url: `${stack.urls.web}/node${chat}`,
        speaks: "turns",
        groupId: groups["web"] ?? 0,
      },
      {
        name: "Sendcat, apps/stream",
        url: `${stack.urls.stream}${chat}`,
        speaks: "turns",
        groupId: groups["stream"] ?? 0,
      },
    ];
    say("bench app: building and starting ...");
    const appEnv = { ...process.env, OPENROUTER_BASE_URL: provider, OPENROUTER_API_KEY: "sk-or-v1-simulator" };
    const app = await startBenchApp({ processes, port: portBase + OFFSETS.benchApp, env: appEnv });
    const absent: { name: string; reason: string }[] = [];
    say("portkey: fetching and starting ...");
    const portkey = await startPortkey(processes, { port: portBase + OFFSETS.portkey, provider }).catch(
      (error: unknown) => {
        absent.push({ name: "Portkey gateway", reason: String(error).slice(0, 200) });
        return null;
      },
    );
    const nginx = await startNginx(processes, {
      port: portBase + OFFSETS.nginx,
      provider,
      folder: join(dataDir, "nginx"),
    });
    if (!nginx) absent.push({ name: "nginx", reason: "not installed" });
    const users = await benchUsers(stack.signingKey, stack.urls.web, { turns, atLeast: atLeastUsers });
    return {
      contenders: [...app, ...ours, ...[portkey, nginx].flatMap((one) => one ?? [])],
      absent,
      provider: {
        name: "the provider itself",
        url: `${provider}/chat/completions`,
        speaks: "chat-completions",
        headers: { authorization: "Bearer sk-or-v1-simulator" },
        groupId: groups["openrouter"] ?? 0,
      },
      users,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
