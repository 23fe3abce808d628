import { percentile } from "../load/percentile.ts";
import { markdownTable } from "../report/table.ts";
import type { ToolStep } from "./time-tool-step.ts";

/** Measurements of searches of one kind. */
export interface ToolRow {
  readonly name: string;
  readonly steps: readonly ToolStep[];
  /** Calls to the provider that these turns needed. */
  readonly calls: number;
}

export function toolFigures({ name, steps, calls }: ToolRow) {
  const ms = steps.map(({ stepMs }) => stepMs);
  const of = (rank: number) => Number(percentile(ms, rank).toFixed(2));
  const ended = (how: ToolStep["end"]) => steps.filter(({ end }) => end === how).length;
  return {
    name,
    turns: steps.length,
    calls,
    p50: of(0.5),
    p95: of(0.95),
    p99: of(0.99),
    found: ended("tool-output-available"),
    refused: ended("tool-output-error"),
  };
}

export function renderTools(rows: readonly ToolRow[], latencyMs: number): string {
  const all = rows.map(toolFigures);
  const cells = all.map(({ name, turns, calls, p50, p95, p99, found, refused }) =>
    [name, turns, calls, p50, p95, p99, found, refused].map(String),
  );
  const header = ["", "turns", "provider calls", "p50 ms", "p95 ms", "p99 ms", "found", "refused"];
  return [
    "# What a search adds to an answer",
    "",
    `From the call on the wire to its result, as the reader sees it: one machine, production build, one turn at a time unless said otherwise; the provider itself takes ${latencyMs} ms (15 s while the queue is full). Made by \`pnpm bench tools\`.`,
    "",
    markdownTable(header, cells),
    "",
  ].join("\n");
}
