import { spawn } from "node:child_process";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { localOnly, ownPortBase, type OwnStack } from "./own-stack.ts";

/** A second web host for a stack, on the same Redis and Convex, that a test may kill. */
export interface SecondHost {
  readonly web: string;
  /** SIGKILL to all of its processes. */
  kill(): Promise<void>;
}

const WEB_DIR = join(REPO_ROOT, "apps/web");

export async function startSecondHost(stack: OwnStack, policy: object): Promise<SecondHost> {
  const port = ownPortBase() + 100;
  const args = ["--port", String(port), "--hostname", "127.0.0.1"];
  const child = spawn(process.execPath, [join(WEB_DIR, "src/server.ts"), ...args], {
    cwd: WEB_DIR,
    detached: true,
    stdio: "ignore",
    env: {
      ...localOnly(process.env),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      SENDCAT_SIGNING_KEY: stack.signingKey,
      SENDCAT_ISSUER: stack.web,
      UPSTASH_REDIS_REST_URL: stack.redis.url,
      UPSTASH_REDIS_REST_TOKEN: stack.redis.token,
      CONVEX_URL: stack.convex.url,
      OPENROUTER_API_KEY: "sk-or-v1-simulator",
      OPENROUTER_BASE_URL: stack.openRouter,
      SENDCAT_POLICY: JSON.stringify(policy),
    },
  });
  const exited = new Promise<void>((settle) => child.on("exit", () => settle()));
  const web = `http://127.0.0.1:${port}`;
  const kill = async (): Promise<void> => {
    // safe because a spawned process has an id
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid as number), "SIGKILL");
    await exited;
  };
  for (let tries = 0; tries < 150; tries++) {
    const answer = await fetch(`${web}/api/config`).catch(() => null);
    if (answer?.ok) return { web, kill };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await kill();
  throw new Error("the second host did not come up");
}
