import type { ThreadView } from "@sendcat/shared-types";

export interface ThreadGroup {
  readonly label: string;
  readonly threads: readonly ThreadView[];
}

const DAY_MS = 86_400_000;

/** Threads under Today, Yesterday, Last 7 days, Earlier, by this device's calendar. Input order (newest first) is kept. */
export function threadGroups(threads: readonly ThreadView[], nowMs: number): ThreadGroup[] {
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
  const labelOf = (updatedAtMs: number): string => {
    if (updatedAtMs >= midnight) return "Today";
    if (updatedAtMs >= midnight - DAY_MS) return "Yesterday";
    return updatedAtMs >= midnight - 7 * DAY_MS ? "Last 7 days" : "Earlier";
  };
  const groups: { label: string; threads: ThreadView[] }[] = [];
  for (const thread of threads) {
    const label = labelOf(thread.updatedAtMs);
    const group = groups.find((one) => one.label === label);
    if (group) group.threads.push(thread);
    else groups.push({ label, threads: [thread] });
  }
  return groups;
}
