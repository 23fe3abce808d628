import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS } from "./testing/local-backends.ts";

const CLI = path.join(import.meta.dirname, "cli.ts");

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the upstash-local command", () => {
  let dataDir: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "upstash-local-cli-"));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "close");
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  const run = (args: readonly string[], token: string | null = "cli-token") => {
    const { UPSTASH_LOCAL_TOKEN: _ignored, ...env } = process.env;
    const child = spawn(process.execPath, [CLI, ...args], {
      env: token === null ? env : { ...env, UPSTASH_LOCAL_TOKEN: token },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    return child;
  };
  const start = async (backend: string) => {
    const child = run(["--port", "0", "--redis-port", "0", "--data", dataDir, "--backend", backend]);
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const url = /http:\/\/\S+:\d+/.exec(String(line))?.[0] ?? "";
    return { child, line: String(line), url };
  };
  const finished = async (child: ChildProcess) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code] = await once(child, "close");
    return { code, output };
  };
  const command = async (url: string, ...args: string[]) => {
    const init = { method: "POST", headers: { authorization: "Bearer cli-token" }, body: JSON.stringify(args) };
    return (await fetch(url, init)).json();
  };
  const readRedisPid = async () => Number((await readFile(path.join(dataDir, "redis-running"), "utf8")).split(" ")[0]);

  it("prints its help, and says which option is wrong", async () => {
    expect(await finished(run(["--help"]))).toMatchObject({ code: 0, output: expect.stringContaining("--redis-port") });
    for (const [args, words] of [
      [["--port", "eighty"], "'--port <n>' argument 'eighty' is invalid. It must be a whole number from 0 to 65535."],
      [
        ["--backend", "disk"],
        "'--backend <kind>' argument 'disk' is invalid. Allowed choices are auto, redis, memory.",
      ],
      [["--nonsense"], "--nonsense"],
    ] as const) {
      expect(await finished(run(args))).toMatchObject({ code: 2, output: expect.stringContaining(words) });
    }
  });

  it("does not start without a token", async () => {
    expect(await finished(run(["--port", "0"], null))).toMatchObject({
      code: 2,
      output: expect.stringContaining("UPSTASH_LOCAL_TOKEN"),
    });
  });

  it("says that the in-process fallback stores nothing", async () => {
    const { line, url } = await start("memory");
    expect(line).toBe(`upstash-local listening on ${url}, on the in-process fallback (nothing is kept)`);
    expect(await command(url, "PING")).toEqual({ result: "PONG" });
  });

  const [{ skip, title }] = LOCAL_BACKENDS;
  describe.skipIf(skip !== undefined)(title, () => {
    it("says which Redis it uses and where the data is, keeps the data, and leaves no process behind", async () => {
      const first = await start("auto");
      expect(first.line).toMatch(/ on (redis|valkey)-server \d+\.\d+\.\d+, data in /);
      expect(first.line).toContain(dataDir);
      await command(first.url, "SET", "kept", "yes");
      const redisPid = await readRedisPid();
      const startedAtMs = Date.now();
      first.child.kill("SIGTERM");
      const [code] = await once(first.child, "close");
      expect(code).toBe(0);
      expect(Date.now() - startedAtMs).toBeLessThan(5_000);
      expect(isAlive(redisPid)).toBe(false);
      const second = await start("auto");
      expect(await command(second.url, "GET", "kept")).toEqual({ result: "yes" });
    });

    it("leaves no process behind when it is stopped during its start", async () => {
      const child = run(["--port", "0", "--redis-port", "0", "--data", dataDir, "--backend", "redis"]);
      while (!(await readRedisPid().catch(() => 0))) await delay(10);
      const redisPid = await readRedisPid();
      child.kill("SIGTERM");
      await once(child, "close");
      // Whoever ended it, it may still be flushing its output.
      while (isAlive(redisPid)) await delay(20);
    });

    it("takes over the Redis that a killed run left behind, hung or not, and loses nothing", async () => {
      for (const state of ["SIGCONT", "SIGSTOP"] as const) {
        const killed = await start("redis");
        await command(killed.url, "INCR", "count");
        const orphan = await readRedisPid();
        killed.child.kill("SIGKILL");
        await once(killed.child, "close");
        process.kill(orphan, state);
        const next = await start("redis");
        expect(await command(next.url, "GET", "count")).toEqual({ result: state === "SIGCONT" ? "1" : "2" });
        expect(await readRedisPid()).not.toBe(orphan);
        next.child.kill("SIGTERM");
        await once(next.child, "close");
      }
    });
  });
});
