import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT, type StackProcesses } from "@sendcat/local-stack";
import type { Contender } from "../contender.ts";
import { startServer } from "./start-process.ts";

const VERSION = "1.15.2";

/** The published server's script, fetched into npm's cache. */
function scriptOf(): string {
  const args = ["--yes", "--package", `@portkey-ai/gateway@${VERSION}`, "--call", "command -v gateway"];
  return realpathSync(execFileSync("npx", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim());
}

/**
 * The Portkey gateway from npm, fetched when the benchmark runs. As published it answers every streamed call with an error on current Node:
 * it appends headers to the response of `fetch`, which is immutable. A preload gives it a mutable response, so that it works.
 */
export async function startPortkey(
  processes: StackProcesses,
  options: { readonly port: number; readonly provider: string },
): Promise<Contender> {
  const { port, provider } = options;
  const preload = join(REPO_ROOT, "packages/reliability/src/stream-bench/contenders/mutable-fetch.mjs");
  const groupId = await startServer(
    processes,
    {
      name: "portkey",
      args: ["--import", `file://${preload}`, scriptOf(), `--port=${port}`, "--headless"],
      cwd: REPO_ROOT,
      env: process.env,
    },
    { url: `http://127.0.0.1:${port}/`, status: 200 },
  );
  return {
    name: `Portkey gateway ${VERSION}`,
    url: `http://127.0.0.1:${port}/v1/chat/completions`,
    speaks: "chat-completions",
    headers: {
      "x-portkey-provider": "openrouter",
      // Its OpenRouter provider adds the version itself.
      "x-portkey-custom-host": provider.replace(/\/v1$/, ""),
      authorization: "Bearer sk-or-v1-simulator",
    },
    groupId,
  };
}
