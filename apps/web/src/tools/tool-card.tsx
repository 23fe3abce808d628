"use client";

import { toolOfPart, type ToolJob, type ToolName, type ToolPart } from "@sendcat/shared-types";
import { CircleAlert, Globe, LoaderCircle, Search, ShoppingBag, type LucideIcon } from "lucide-react";
import { PageList } from "./page-list.tsx";
import { ProductGrid } from "./product-grid.tsx";
import { jobCopy, toolTitle } from "./tool-copy.ts";

const ICONS: Readonly<Record<ToolName, LucideIcon>> = {
  search_web: Globe,
  search_products: ShoppingBag,
  search_global: Search,
};
/** States after which no result will come. */
const ENDED = new Set<ToolJob["state"]>(["refused", "failed", "canceled"]);

/** One search: its query, its progress, its results. */
export function ToolCard({ part, job, isStreaming }: { part: ToolPart; job: ToolJob | null; isStreaming: boolean }) {
  const Icon = ICONS[toolOfPart(part.type)];
  const title = toolTitle(part);
  return (
    <section className="my-3" aria-label={title} data-testid="tool-card" data-state={part.state} data-job={job?.state}>
      <h3 className="text-ink-soft flex items-center gap-2 text-sm font-medium">
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 wrap-anywhere">{title}</span>
      </h3>
      {part.state === "output-available" ? (
        <Found part={part} />
      ) : (
        <Status part={part} job={job} isStreaming={isStreaming} />
      )}
    </section>
  );
}

function Found({ part }: { part: Extract<ToolPart, { state: "output-available" }> }) {
  const { output } = part;
  if (output.items.length === 0) return <p className="text-ink-soft mt-2 text-sm">Nothing was found.</p>;
  return output.kind === "products" ? <ProductGrid products={output.items} /> : <PageList pages={output.items} />;
}

function Status({ part, job, isStreaming }: { part: ToolPart; job: ToolJob | null; isStreaming: boolean }) {
  const isOver = part.state === "output-error" || (job !== null && ENDED.has(job.state));
  const errorText = part.state === "output-error" ? part.errorText : null;
  // A turn that ended before its search started leaves a call without a job or a result.
  const isForgotten = !isOver && job?.state !== "late" && !isStreaming;
  const text = isForgotten ? "This search was not finished." : (jobCopy(job, errorText) ?? "Looking …");
  const isQuiet = isOver || isForgotten;
  return (
    <p
      role="status"
      className={`mt-2 flex items-start gap-2 rounded-2xl border px-3.5 py-2.5 text-sm ${isQuiet ? "border-warn-line bg-warn-soft text-warn-ink" : "border-line bg-surface text-ink-soft"}`}
    >
      {isQuiet ? (
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      ) : (
        <LoaderCircle aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin" />
      )}
      <span>{text}</span>
    </p>
  );
}
