"use client";

import type { ExportFormat, ExportView } from "@sendcat/shared-types";
import { useConvexAuth, useMutation, useQuery } from "convex/react";
import { Download } from "lucide-react";
import { useState } from "react";
import { listExports, requestExport } from "../core/queries.ts";
import { fetchStoredFile } from "../stored-file/fetch-stored-file.ts";
import { Section } from "./section.tsx";

const FORMATS: readonly (readonly [format: ExportFormat, label: string])[] = [
  ["json", "As JSON"],
  ["markdown", "As Markdown"],
];
const STATES: Readonly<Record<ExportView["state"], string>> = {
  queued: "waiting",
  running: "in progress…",
  ready: "ready",
  failed: "failed, please try again",
};

/** Exports a copy of all of the user's conversations. */
export function ExportSection() {
  const { isAuthenticated } = useConvexAuth();
  const exports = useQuery(listExports, isAuthenticated ? {} : "skip");
  const request = useMutation(requestExport);
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = exports?.some(({ state }) => state === "queued" || state === "running") ?? true;
  const begin = async (format: ExportFormat): Promise<void> => {
    const answer = await request({ threadId: null, format });
    setProblem(answer.ok ? null : (answer.refusal.message ?? "That did not work."));
  };
  const save = async (name: string, url: string): Promise<void> => {
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await fetchStoredFile(url, "application/octet-stream"));
      link.download = name;
      link.click();
      setProblem(null);
    } catch {
      setProblem("The file could not be downloaded. Please try again.");
    }
  };
  return (
    <Section id="export" title="Export your conversations">
      <p className="text-ink-soft mt-1.5 text-sm text-pretty">
        We make a copy of all your conversations in the background. You can download it here for a day.
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {FORMATS.map(([format, label]) => (
          <button
            key={format}
            type="button"
            className="btn btn-primary"
            disabled={isBusy}
            onClick={() => void begin(format)}
          >
            {label}
          </button>
        ))}
      </div>
      {problem && (
        <p role="alert" className="text-danger mt-3 text-sm">
          {problem}
        </p>
      )}
      <div role="status" className="mt-4 text-sm empty:hidden">
        {exports === undefined && <p className="text-ink-soft">Looking for earlier copies…</p>}
        {exports && exports.length > 0 && (
          <ul className="space-y-2">
            {exports.map((one) => (
              <li key={one.requestedAtMs} className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
                <span className="text-ink-soft">
                  {new Date(one.requestedAtMs).toLocaleString()}: {STATES[one.state]}
                </span>
                {one.files.map(({ name, bytes, url }) =>
                  url === null ? null : (
                    <button key={name} type="button" className="btn btn-quiet" onClick={() => void save(name, url)}>
                      <Download aria-hidden className="size-4" /> {name} ({Math.ceil(bytes / 1_000)} kB)
                    </button>
                  ),
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
