import { availableParallelism } from "node:os";
import type { MilestoneReport } from "./run-milestone.ts";

/** Above this share of all cores the CPU counts as exhausted. */
const FULL = 0.9;
const HOSTS = { convex: "the Convex HTTP action", edge: "the Next edge route", stream: "apps/stream" } as const;

export function renderMilestone(report: MilestoneReport): string {
  const { milestone, firstTokenMs } = report;
  const { name, streams, rampSeconds, tokens, tokensPerSecond, firstTokenP95Ms } = milestone;
  const seconds = Math.round(tokens / tokensPerSecond);
  const held = report.failed === 0 && report.different === 0 && report.storedDifferent === 0 && report.leaked === 0;
  const isFast = firstTokenMs.p95 <= firstTokenP95Ms;
  const count = (value: number): string => Math.round(value).toLocaleString("en");
  const rows: readonly (readonly [string, string])[] = [
    ["streams asked for", count(streams)],
    ["open at the same time", count(report.open)],
    ["complete", count(report.complete)],
    ["failed", count(report.failed)],
    ["refused at first, retried as clients do, and admitted", count(report.askedAgain)],
    ["text differs from what the provider sent", count(report.different)],
    [`read again from the store (${count(report.readAgain)}), different`, count(report.storedDifferent)],
    ["places still taken at the end", count(report.leaked)],
    [
      "first token p50 / p95 / p99, ms (100 are the provider's own)",
      [firstTokenMs.p50, firstTokenMs.p95, firstTokenMs.p99].map(count).join(" / "),
    ],
    ["sign-in p95, ms", count(report.signInP95Ms)],
    [
      "the host's memory an open stream, KB",
      report.bytesPerStream === null ? "not measured" : (report.bytesPerStream / 1_024).toFixed(1),
    ],
    ["all cores, busiest ten seconds", `${(report.busiest * 100).toFixed(0)} %`],
  ];
  const cpu = Object.entries(report.cpuSeconds).map(([part, used]) => `| ${part} | ${used.toFixed(1)} |`);
  return `# Milestone ${name}: ${count(streams)} streams on ${HOSTS[milestone.host]}

Written by \`pnpm bench milestone\`. Ramped in over ${rampSeconds} s; each answer is ${tokens} tokens at ${tokensPerSecond} a second, ${seconds} s.
Every stream signs in, is reserved in Redis, begun, checkpointed, finished and settled in Convex. The provider, Redis, Convex and the load
share the machine.

Machine: ${report.machine}. Took ${count(report.seconds)} s.

|  |  |
| --- | ---: |
${rows.map(([label, value]) => `| ${label} | ${value} |`).join("\n")}

**${held ? "Held" : "Not held"}**: ${report.failed} failed, ${report.different + report.storedDifferent} changed, ${report.leaked} leaked; first token p95 ${isFast ? "within" : "beyond"} ${count(firstTokenP95Ms)} ms.
${report.failures.map((text) => `- ${text.replaceAll("\n", " ")}`).join("\n")}

## What it used

| part | CPU seconds |
| --- | ---: |
${cpu.join("\n")}

${ranOut(report)}
`;
}

function ranOut({ busiest, cpuSeconds }: MilestoneReport): string {
  const own = Object.values(cpuSeconds).reduce((sum, used) => sum + used, 0);
  const outside = (cpuSeconds["provider"] ?? 0) + (cpuSeconds["load"] ?? 0);
  const share = own > 0 ? (outside / own) * 100 : 0;
  const what =
    busiest >= FULL
      ? `The ${availableParallelism()} cores of this machine ran out first.`
      : `No resource ran out: at most ${(busiest * 100).toFixed(0)} % of ${availableParallelism()} cores was used.`;
  return `${what} ${share.toFixed(0)} % of the CPU time was the load's and the simulated provider's, which one more machine would take over.`;
}
