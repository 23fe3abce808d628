import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A constant of this repository, and the source of its value. */
export interface Constant {
  readonly value: number;
  readonly unit: string;
  readonly what: string;
  /** Path in the repository. */
  readonly source: string;
  /** False: there is no report yet, and the value is the one that a document states. */
  readonly isMeasured: boolean;
}

export type Constants = Readonly<Record<keyof typeof STATED, Constant>>;

const turnReport = z.object({
  turns: z.number(),
  perTurn: z.object({
    redisCommands: z.number().positive(),
    convexCalls: z.number().positive(),
    storedBytes: z.number().positive(),
    cpuMs: z.object({ web: z.number().positive(), convex: z.number().positive() }),
  }),
});

const STATED = {
  redisCommands: stated(28, "commands", {
    what: "Redis commands per turn: reserve and settle",
    source: "docs/design/admission.md",
  }),
  convexCalls: stated(6, "calls", {
    what: "Convex function calls per turn: begin, checkpoints, end, live queries",
    source: "docs/design/architecture.md",
  }),
  storedBytes: stated(4_000, "bytes", {
    what: "stored per turn: two messages, the turn, its ledger row, their indexes",
    source: "convex/schema.ts",
  }),
  webCpuMs: stated(3, "ms", {
    what: "CPU per turn of the host that streams it",
    source: "docs/design/architecture.md",
  }),
  convexCpuMs: stated(8, "ms", { what: "CPU per turn of the embedded Convex", source: "docs/design/architecture.md" }),
  // With 20,000 open: with fewer, the memory that a process holds anyway distorts the figure.
  bytesPerStream: {
    ...stated(79_000, "bytes", { what: "memory per open stream", source: "docs/reports/milestone-m3.md" }),
    isMeasured: true,
  },
} as const;

/** Every constant from the newest report of its benchmark; a constant without a report has its stated value. */
export function readConstants(reportsFolder: string): Constants {
  const turn = read(join(reportsFolder, "turn.json"), turnReport);
  const from = (report: string, name: keyof typeof STATED, value: number | null | undefined): Constant =>
    value ? { ...STATED[name], value, source: `docs/reports/${report}`, isMeasured: true } : STATED[name];
  return {
    redisCommands: from("turn.json", "redisCommands", turn?.perTurn.redisCommands),
    convexCalls: from("turn.json", "convexCalls", turn?.perTurn.convexCalls),
    storedBytes: from("turn.json", "storedBytes", turn?.perTurn.storedBytes),
    webCpuMs: from("turn.json", "webCpuMs", turn?.perTurn.cpuMs.web),
    convexCpuMs: from("turn.json", "convexCpuMs", turn?.perTurn.cpuMs.convex),
    bytesPerStream: STATED.bytesPerStream,
  };
}

function read<T>(path: string, schema: z.ZodType<T>): T | null {
  if (!existsSync(path)) return null;
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is not a report of its benchmark: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function stated(value: number, unit: string, of: { readonly what: string; readonly source: string }): Constant {
  return { value, unit, ...of, isMeasured: false };
}
