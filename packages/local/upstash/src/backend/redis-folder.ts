import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The redis-server process that uses the folder, and its port. */
export interface RunningRedis {
  readonly pid: number;
  readonly port: number;
}

/** The data folder of one Redis: its append-only file, its password, and a note of the running process. */
export interface RedisFolder {
  readonly path: string;
  /** Made once per folder, so that the next start can still connect to a server that the last one left behind. */
  readonly password: string;
  readRunning(): RunningRedis | null;
  writeRunning(running: RunningRedis): void;
  clearRunning(): void;
}

/** Opens or creates the folder, readable by its owner only. */
export function openRedisFolder(folder: string): RedisFolder {
  const absolute = path.resolve(folder);
  mkdirSync(absolute, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(absolute, "redis-password");
  const runningFile = path.join(absolute, "redis-running");
  return {
    path: absolute,
    password: readText(passwordFile) ?? makePassword(passwordFile),
    readRunning() {
      const [pid, port] = (readText(runningFile) ?? "").split(" ").map(Number);
      return Number.isInteger(pid) && Number.isInteger(port) && pid && port ? { pid, port } : null;
    },
    writeRunning: ({ pid, port }) => writeFileSync(runningFile, `${pid} ${port}`, { mode: 0o600 }),
    clearRunning: () => rmSync(runningFile, { force: true }),
  };
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim() || null;
  } catch {
    return null;
  }
}

function makePassword(file: string): string {
  const password = randomBytes(24).toString("hex");
  writeFileSync(file, password, { mode: 0o600 });
  return password;
}
