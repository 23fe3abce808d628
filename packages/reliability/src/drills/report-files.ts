import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { z } from "zod";
import { reportHtml } from "./report-html.ts";
import type { DrillReport } from "./run-drill.ts";

/** Folder of reports in this checkout, newest last; reports are never deleted. */
export const REPORTS_FOLDER: string = join(REPO_ROOT, ".sendcat/reports");

/** Writes the JSON and the HTML page; returns their path without the extension. */
export function writeReport(report: DrillReport, folder: string = REPORTS_FOLDER): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${report.startedAt.replaceAll(/[:.]/g, "-")}-${report.drill}-${report.profile}`);
  writeFileSync(`${path}.json`, JSON.stringify(report, null, 2));
  writeFileSync(`${path}.html`, reportHtml(report));
  return path;
}

/** The part of a past report that is read again. */
const pastSchema = z.object({
  drill: z.string(),
  profile: z.string(),
  startedAt: z.iso.datetime(),
  whole: z.record(z.string(), z.number().nullable()),
  phases: z.array(
    z.object({ group: z.string(), calls: z.number(), measured: z.record(z.string(), z.number().nullable()) }),
  ),
});
export type PastReport = z.infer<typeof pastSchema>;

export function readReport(path: string): PastReport {
  return pastSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** At most this many of the newest reports are read. */
const MAX_REPORTS = 200;

/** Reports of a drill in one profile that began after `sinceMs`, oldest first. Files that are not reports are skipped. */
export function pastReports(
  of: { readonly drill: string; readonly profile: string },
  sinceMs: number,
  folder: string = REPORTS_FOLDER,
): readonly PastReport[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .slice(-MAX_REPORTS);
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const parsed = pastSchema.safeParse(JSON.parse(readFileSync(join(folder, name), "utf8")));
      return parsed.success ? [parsed.data] : [];
    })
    .filter(
      (report) => report.drill === of.drill && report.profile === of.profile && Date.parse(report.startedAt) >= sinceMs,
    );
}
