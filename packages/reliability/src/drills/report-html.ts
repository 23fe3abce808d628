import { escapeHtml } from "../report/escape-html.ts";
import { lineChart } from "../report/line-chart.ts";
import { INDICATORS, shown, type Indicator, type Verdict } from "../verdicts/judge.ts";
import type { PhaseReport } from "./report-phases.ts";
import type { DrillReport } from "./run-drill.ts";

/** A self-contained page: verdicts, plots, endings. No script; nothing is fetched. */
export function reportHtml(report: DrillReport): string {
  const { drill, what, profile, host, startedAt, ok, seconds, phases, wholeVerdicts, endings, phaseStarts } = report;
  const values = (pick: (second: DrillReport["seconds"][number]) => number | null): readonly number[] =>
    seconds.map((second) => pick(second) ?? Number.NaN);
  const began = phaseStarts.map(({ phase, second }) => `${phase} from ${second} s`).join(", ");
  const plots = [
    lineChart({
      title: "Streams open",
      subtitle: began,
      stepSeconds: 1,
      lines: [{ label: "open", values: values(({ open }) => open), tone: "ours" }],
    }),
    lineChart({
      title: "Calls per second, by how they ended",
      subtitle: began,
      stepSeconds: 1,
      lines: [
        { label: "answered", values: values(({ answered }) => answered), tone: "ours" },
        { label: "throttled", values: values(({ throttled }) => throttled), tone: "other" },
        { label: "failed", values: values(({ failed }) => failed), tone: "bad" },
      ],
    }),
    lineChart({
      title: "First token, 95th percentile of each second, ms",
      subtitle: began,
      stepSeconds: 1,
      lines: [{ label: "first token", values: values(({ firstTokenP95Ms }) => firstTokenP95Ms), tone: "ours" }],
    }),
  ];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(drill)}: ${ok ? "green" : "red"}</title>
<style>
body { font: 15px/1.5 ui-sans-serif, system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; background: #fbf9f4; color: #1b2624; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; } th, td { text-align: left; padding: 0.3rem 0.6rem; border-bottom: 1px solid #e4ddcf; }
.green { color: #0b6b63; } .red { color: #b3402e; font-weight: 600; } svg { width: 100%; border: 1px solid #e4ddcf; border-radius: 6px; margin-bottom: 1rem; }
</style>
<h1>${escapeHtml(drill)} <span class="${ok ? "green" : "red"}">${ok ? "green" : "red"}</span></h1>
<p>${escapeHtml(what)} Profile ${profile}, host ${host}, ${startedAt}.</p>
${phases.map(phaseHtml).join("\n")}
<h2>As a whole</h2>
${verdictTable(wholeVerdicts)}
${plots.join("\n")}
<h2>How calls ended</h2>
<table>${Object.entries(endings)
    .sort(([, a], [, b]) => b - a)
    .map(([how, count]) => `<tr><td>${escapeHtml(how)}</td><td>${count}</td></tr>`)
    .join("")}</table>
</html>
`;
}

function phaseHtml({ phase, group, calls, measured, verdicts }: PhaseReport): string {
  const rest = Object.entries(measured)
    .filter(([name]) => !verdicts.some(({ indicator }) => indicator === name))
    // safe because measured has no other keys
    .flatMap(([name, value]) =>
      value === null ? [] : [`${INDICATORS[name as Indicator].label}: ${shown(name as Indicator, value)}`],
    );
  return `<h2>${escapeHtml(phase)}: ${escapeHtml(group)}, ${calls} calls</h2>
${verdicts.length > 0 ? verdictTable(verdicts) : ""}<p>${escapeHtml(rest.join("; "))}</p>`;
}

function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ indicator, bound, measured, ok }) => {
    const value = measured === null ? "not measured" : shown(indicator, measured);
    return `<tr><td class="${ok ? "green" : "red"}">${ok ? "holds" : "broken"}</td><td>${INDICATORS[indicator].label}</td><td>${value}</td><td>${bound}</td></tr>`;
  });
  return `<table><tr><th></th><th>what</th><th>measured</th><th>must be</th></tr>${rows.join("")}</table>`;
}
