import { readdirSync, readFileSync } from "node:fs";
import { people, type Drill } from "../drill.ts";
import { NORMAL, RECOVERED } from "./normal.ts";

export const workerKills: Drill = {
  name: "worker-kills",
  what: "One of two streaming processes is killed: its readers are cut off and can resume, everybody else goes on, another takes its place.",
  host: "stream",
  workers: 2,
  groups: (profile) => [people(profile)],
  phases: ({ seconds }) => [
    { name: "before", seconds, slos: { people: { ...NORMAL, coverage: { atLeast: 0.5 } } } },
    {
      name: "killed",
      seconds,
      begin: ({ group }) => killOne(group("stream")),
      graceSeconds: 3,
      slos: { people: RECOVERED },
    },
  ],
};

/** SIGKILL to one child of the group's first process. */
function killOne(primary: number): void {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (parentOf(pid) === primary) return void process.kill(Number(pid), "SIGKILL");
  }
  throw new Error("the streaming host has no worker to kill");
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // Gone between being listed and being read.
    return 0;
  }
}
