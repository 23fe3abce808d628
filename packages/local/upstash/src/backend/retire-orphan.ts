import { readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { connectRedis, OWNER_NAME, untilReady } from "./connect-redis.ts";
import type { RedisFolder, RunningRedis } from "./redis-folder.ts";

const PATIENCE_MS = 2_000;
const CLOSE_MS = 10_000;

/**
 * Stops the Redis that an earlier, killed owner left running in this folder: two servers must never write one append-only file.
 * Throws when a live owner is using the folder.
 */
export async function retireOrphan(folder: RedisFolder): Promise<void> {
  const running = folder.readRunning();
  if (!running) return;
  if (isAlive(running.pid)) {
    const answer = await askToLeave(folder, running);
    if (answer === "in use") {
      throw new Error(
        `${folder.path} is in use by another upstash-local (redis pid ${running.pid}, port ${running.port})`,
      );
    }
    // It does not answer. Its working directory proves that it is ours and not a later process with the same id.
    if (answer === "silent" && worksIn(running.pid, folder.path)) process.kill(running.pid, "SIGKILL");
    if (answer === "leaving" || worksIn(running.pid, folder.path)) await untilGone(running.pid);
  }
  folder.clearRunning();
}

async function askToLeave(folder: RedisFolder, running: RunningRedis): Promise<"in use" | "leaving" | "silent"> {
  const redis = connectRedis({ port: running.port, password: folder.password }, { reconnect: false });
  try {
    await untilReady(redis, PATIENCE_MS);
    const clients = String(await redis.call("CLIENT", "LIST"));
    const owners = clients.split("\n").filter((line) => line.includes(` name=${OWNER_NAME} `)).length;
    // One of them is this connection.
    if (owners > 1) return "in use";
    await redis.call("SHUTDOWN").catch(() => {});
    return "leaving";
  } catch {
    return "silent";
  } finally {
    redis.disconnect();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + CLOSE_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`the redis with pid ${pid} did not stop; stop it and start again`);
    await delay(20);
  }
}
