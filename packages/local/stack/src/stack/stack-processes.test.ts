import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRunRecord } from "../process/run-record.ts";
import { waitUntilGone } from "../process/wait-until-gone.ts";
import { createStackProcesses } from "./stack-processes.ts";

const FIXTURE = new URL("./fixtures/owner.ts", import.meta.url).pathname;
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-stack-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function script(text: string) {
  return { name: "part", args: ["-e", text], cwd: dataDir, env: { ...process.env } };
}

describe("the processes of a stack", () => {
  it("name the part that ended by itself", async () => {
    const processes = createStackProcesses(dataDir, () => undefined);
    processes.start(script("console.log('about to fail'); process.exit(3)"), { tier: "back" });
    expect((await processes.failed).message).toBe("part ended unexpectedly (exit code 3).");
    expect(processes.tail("part")).toEqual(["about to fail"]);
    await processes.stop();
  });

  it("leave no grandchild behind at a stop, even one that ignores SIGTERM", async () => {
    const grandchild = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid)";
    const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })`;
    const said = Promise.withResolvers<string>();
    const processes = createStackProcesses(dataDir, ({ text }) => said.resolve(text));
    processes.start(script(parent), { tier: "front" });
    const pid = Number(await said.promise);
    await processes.stop();
    expect(await waitUntilGone(pid, 10_000)).toBe(true);
    expect(readRunRecord(dataDir)).toBeNull();
  });

  it("do not outlive a SIGKILL of their owner", async () => {
    const owner = spawn(process.execPath, [FIXTURE, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
    const [chunk] = await once(owner.stdout, "data");
    const pid = Number(String(chunk));
    expect(readRunRecord(dataDir)?.groups.map((group) => group.pid)).toEqual([pid]);
    owner.kill("SIGKILL");
    expect(await waitUntilGone(pid, 15_000)).toBe(true);
  });
});
