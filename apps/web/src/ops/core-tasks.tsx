"use client";

import { TOOL_NAMES, TOOLS, type CoreTask, type OperationsSnapshot } from "@sendcat/shared-types";
import { useState } from "react";

/** Tasks that the core runs on request. Each ends by itself, and is logged in the trail below. */
export function CoreTasks({
  snapshot,
  onTask,
}: {
  snapshot: OperationsSnapshot;
  onTask: (task: CoreTask) => Promise<void>;
}) {
  const [isBusy, setBusy] = useState(false);
  const run = (task: CoreTask): void => {
    setBusy(true);
    void onTask(task).finally(() => setBusy(false));
  };
  const dead = snapshot.queues.find(({ name }) => name === "dead letters")?.depth ?? 0;
  return (
    <section aria-labelledby="tasks" className="bg-surface border-line mt-4 rounded-2xl border p-4">
      <h2 id="tasks" className="text-sm font-semibold">
        Searches and dead letters
      </h2>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        <div className="border-line rounded-xl border px-4 py-3">
          <h3 className="font-semibold">Cached searches</h3>
          <p className="mt-0.5 text-sm">
            After you empty a cache, its searches are fetched again and the provider charges for each.
          </p>
          <div className="mt-2.5 flex flex-wrap gap-2">
            {TOOL_NAMES.map((tool) => (
              <button
                key={tool}
                type="button"
                className="btn btn-quiet border-line-strong border"
                disabled={isBusy}
                onClick={() => run({ action: "clear-cache", tool })}
              >
                Empty: {TOOLS[tool].place}
              </button>
            ))}
          </div>
        </div>
        <div className="border-line rounded-xl border px-4 py-3">
          <h3 className="font-semibold">Dead letters: {dead}</h3>
          <p className="mt-0.5 text-sm">Searches and payments that failed for good. They are tried again in batches.</p>
          <div className="mt-2.5">
            <button
              type="button"
              className="btn btn-quiet border-line-strong border"
              disabled={isBusy || dead === 0}
              onClick={() => run({ action: "replay-dead-letters" })}
            >
              Try them again
            </button>
          </div>
        </div>
      </div>
    </section>
  );
}
