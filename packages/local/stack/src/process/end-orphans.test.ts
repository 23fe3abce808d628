import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endOrphans } from "./end-orphans.ts";
import { processStartTime } from "./process-start-time.ts";
import { readRunRecord, writeRunRecord, type RecordedProcess } from "./run-record.ts";
import { waitUntilGone } from "./wait-until-gone.ts";

let dataDir: string;
let sleeper: ChildProcess;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-orphans-"));
  sleeper = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
  await once(sleeper, "spawn");
});
afterEach(() => {
  sleeper.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

function recorded(pid: number, startTime: string | null): RecordedProcess {
  return { name: "convex", pid, startTime };
}
const sleeperPid = (): number => sleeper.pid ?? 0;
const never = () => false;
/** An owner that cannot exist: the process id is alive, but it started at another time. */
const deadOwner = (): RecordedProcess => recorded(sleeperPid(), "another time");

describe("processes that a killed stack left running", () => {
  it("are ended by the next start, so that its ports and data are free", async () => {
    const group = recorded(sleeperPid(), processStartTime(sleeperPid()));
    writeRunRecord(dataDir, { stackId: "old", owner: deadOwner(), groups: [group] });
    expect(await endOrphans(dataDir, never)).toEqual(["convex"]);
    expect(await waitUntilGone(sleeperPid(), 10_000)).toBe(true);
    expect(readRunRecord(dataDir)).toBeNull();
  });

  it("are not confused with an unrelated process that got the same id", async () => {
    const group = recorded(sleeperPid(), "another time");
    writeRunRecord(dataDir, { stackId: "old", owner: deadOwner(), groups: [group] });
    expect(await endOrphans(dataDir, never)).toEqual([]);
    expect(processStartTime(sleeperPid())).not.toBeNull();
  });

  it("are left alone while their owner lives: two stacks never share a data folder", async () => {
    const owner = recorded(sleeperPid(), processStartTime(sleeperPid()));
    writeRunRecord(dataDir, { stackId: "live", owner, groups: [] });
    await expect(endOrphans(dataDir, never)).rejects.toThrow(/already runs on .* SENDCAT_DATA_DIR/);
  });
});
