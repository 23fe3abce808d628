import { renameSync, rmSync } from "node:fs";
import type { LogSink } from "../log/stack-log.ts";
import { pushFunctions } from "../parts/push-functions.ts";
import { convexDataDir, startConvex } from "../parts/start-convex.ts";
import { webUrl } from "../parts/start-web.ts";
import type { PartContext } from "../parts/part-context.ts";
import { loadSecrets } from "../secrets/load-secrets.ts";
import { withoutSecrets } from "../secrets/without-secrets.ts";
import { readSettings, type Environment } from "../settings/read-settings.ts";
import { createStackProcesses } from "./stack-processes.ts";

interface PushedDataOptions {
  readonly portBase: number;
  readonly env: Environment;
  readonly onLine: LogSink;
}

/**
 * Makes `folder`: the data of an embedded deployment that has our functions and no documents. Many stacks can start from a copy of it without
 * a push; each sets its own variables at its start, over those in the copy. Throws a StackError when the push fails.
 */
export async function makePushedData(folder: string, { portBase, env, onLine }: PushedDataOptions): Promise<void> {
  const dataDir = `${folder}.unfinished`;
  const settings = readSettings("production", env, { portBase, dataDir });
  const secrets = loadSecrets(dataDir);
  const processes = createStackProcesses(dataDir, onLine);
  const say = (text: string): void => onLine({ part: "stack", text });
  const context: PartContext = { settings, secrets, processes, baseEnv: withoutSecrets(env), say };
  try {
    await startConvex(context);
    const { signingKey } = secrets;
    await pushFunctions(context, { issuer: webUrl(context), signingKey, hostsApi: false });
    await processes.stop();
    renameSync(convexDataDir(settings), folder);
  } finally {
    await processes.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
