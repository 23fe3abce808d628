import type { ChatUnderWay } from "./chat.ts";
import type { Deployment } from "./seed.ts";
import { tableRows } from "./checks.ts";

export interface SweepRun {
  readonly kills: number;
  readonly steps: number;
  /** Number of nights: an archive whose writing was killed is written the next night. */
  readonly nights: number;
  /** Documents read by the largest step. */
  readonly mostDocuments: number;
}

/** Longer than the gap between two archives: if none comes in this time, the sweep is done. */
const LOOK_MS = 1_000;
/** Time between two kills: long enough for some steps, short enough that all kills happen before the end. */
const KILL_GAP_MS = { least: 3_000, most: 7_000 };
const MOST_SECONDS = 10_800;
const MOST_NIGHTS = 5;
/** Longer than the gap between two archives. */
const SETTLE_MS = 3_000;

/** Starts a sweep, kills the deployment on the way, and returns when nothing is left to sweep, purge, archive or strip. */
export async function sweepUntilDone(
  deployment: Deployment,
  options: {
    readonly kills: number;
    readonly archived: number;
    readonly chat: ChatUnderWay;
    readonly say: (text: string) => void;
  },
): Promise<SweepRun> {
  let { cursor } = await deployment.runsSince(0);
  let [mostDocuments, kills, nights, steps, lastArchived] = [0, 0, 1, 0, -1];
  await deployment.run("retention:begin", {});
  let nextKillMs = performance.now() + KILL_GAP_MS.least;
  const endMs = performance.now() + MOST_SECONDS * 1_000;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (performance.now() > endMs) throw new Error("the sweep does not end");
    const since = await deployment.runsSince(cursor);
    ({ cursor } = since);
    for (const { identifier, usageStats } of since.runs)
      if (identifier === "retention:step")
        mostDocuments = Math.max(mostDocuments, usageStats?.databaseReadDocuments ?? 0);
    if (kills < options.kills && performance.now() > nextKillMs) {
      options.chat.pause();
      await deployment.killAndRestart();
      kills += 1;
      // Not timed: the first calls of a freshly started process.
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      options.chat.goOn();
      ({ cursor } = await deployment.runsSince(0));
      const { least, most } = KILL_GAP_MS;
      nextKillMs = performance.now() + least + Math.random() * (most - least);
      continue;
    }
    const [sweep] = await tableRows(deployment, "sweeps");
    if (sweep?.["state"] !== "done") continue;
    const archives = await tableRows(deployment, "archives");
    const isMoving = archives.length !== lastArchived || archives.some(({ state }) => state !== "kept");
    lastArchived = archives.length;
    if (isMoving || kills < options.kills) continue;
    steps = Number(sweep["step"]);
    if (archives.length >= options.archived || nights >= MOST_NIGHTS) {
      options.say(`swept in ${nights} nights with ${kills} kills`);
      return { kills, nights, steps, mostDocuments };
    }
    nights += 1;
    options.say(`${options.archived - archives.length} archives were lost by the kills; the next night`);
    await deployment.run("retention:begin", {});
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  }
}
