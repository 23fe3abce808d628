import { childrenOf } from "../children-of.ts";
import { people, type Drill, type Phase } from "../drill.ts";
import { NORMAL, RECOVERED } from "./normal.ts";

type Kill = (primary: number) => Promise<void> | void;

/** One of two processes is killed, and the other one after it has been replaced: without the replacement no process is left. */
const kills =
  (kill: Kill): Drill["phases"] =>
  ({ seconds }) => {
    const begin: Phase["begin"] = ({ group }) => kill(group("stream"));
    const killed = { seconds, begin, graceSeconds: 3, slos: { people: RECOVERED } };
    return [
      { name: "before", seconds, slos: { people: { ...NORMAL, coverage: { atLeast: 0.5 } } } },
      // The readers of one of two processes are cut off: about half. They reconnect to the other one before the replacement is up.
      { ...killed, name: "one killed", running: { people: { brokenOff: { atMost: 0.75 } } } },
      { ...killed, name: "the other killed" },
    ];
  };

export const workerKills: Drill = {
  name: "worker-kills",
  what: "One of two streaming processes is killed, later the other: its readers are cut off and can resume, all others continue, and a new process replaces it.",
  host: "stream",
  workers: 2,
  groups: (profile) => [people(profile)],
  phases: kills(killOldest),
  sabotage: {
    what: "The replacement never starts working.",
    breaks: "availability",
    over: { phases: kills(replaceByNobody) },
  },
};

/** Sends SIGKILL to the oldest child of the group's first process. */
function killOldest(primary: number): void {
  const [oldest] = childrenOf(primary);
  if (oldest === undefined) throw new Error("the streaming host has no worker to kill");
  process.kill(oldest, "SIGKILL");
}

/** The same, and its replacement is suspended while it is starting; the end of the stack kills it. */
async function replaceByNobody(primary: number): Promise<void> {
  const before = childrenOf(primary);
  killOldest(primary);
  for (let tries = 0; tries < 500; tries++) {
    const replacement = childrenOf(primary).find((pid) => !before.includes(pid));
    if (replacement !== undefined) return void process.kill(replacement, "SIGSTOP");
    await new Promise((settle) => setTimeout(settle, 10));
  }
  throw new Error("the streaming host did not replace the worker that was killed");
}
