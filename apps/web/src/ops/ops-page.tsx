"use client";

import Link from "next/link";
import { CatLogo } from "../brand/cat-logo.tsx";
import { AuditTrail } from "./audit-trail.tsx";
import { ControlsPanel } from "./controls-panel.tsx";
import { CoreTasks } from "./core-tasks.tsx";
import { DependencyTables } from "./dependency-tables.tsx";
import { Plots } from "./plots.tsx";
import { ReportsPanel } from "./reports-panel.tsx";
import { StatTiles } from "./stat-tiles.tsx";
import { useOperations } from "./use-operations.ts";

export function OpsPage() {
  const { client, snapshot, open, access, problem, change } = useOperations();
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-6xl flex-col px-4 pt-4 pb-10 sm:px-6">
      <header className="flex items-center justify-between">
        <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
          <CatLogo className="size-7" /> Sendcat
        </Link>
        {snapshot && (
          <p className="text-ink-soft text-sm">as of {new Date(snapshot.nowMs).toLocaleTimeString("en-GB")}</p>
        )}
      </header>
      <main id="main" className="mt-6">
        <h1 className="text-2xl font-semibold tracking-tight">Operations</h1>
        {access === "refused" && (
          <p role="alert" className="text-ink-soft mt-3 max-w-xl">
            This page is for operators. Sign in with an operator’s account.
          </p>
        )}
        {access === "asking" && <p className="text-ink-soft mt-3">{problem ?? "Loading…"}</p>}
        {snapshot && (
          <>
            {problem && (
              <p
                role="alert"
                className="bg-warn-soft border-warn-line text-warn-ink mt-3 rounded-xl border px-4 py-2.5 text-sm"
              >
                {problem} The figures below may be out of date.
              </p>
            )}
            <StatTiles snapshot={snapshot} />
            <Plots snapshot={snapshot} open={open} />
            <DependencyTables snapshot={snapshot} />
            <ControlsPanel snapshot={snapshot} onChange={change} />
            <ReportsPanel client={client} />
            <CoreTasks snapshot={snapshot} onTask={change} />
            <AuditTrail audit={snapshot.audit} />
          </>
        )}
      </main>
    </div>
  );
}
