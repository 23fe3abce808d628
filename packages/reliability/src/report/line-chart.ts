import { escapeHtml } from "./escape-html.ts";
import { plot, PLOT_TOP, PLOT_WIDTH } from "./plot.ts";

export interface Line {
  readonly label: string;
  /** y by index; NaN is left out. */
  readonly values: readonly number[];
  readonly tone: "ours" | "other" | "bad";
}

export interface LineChart {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: readonly Line[];
  /** Meaning of one step on the x axis. */
  readonly stepSeconds: number;
  /** A horizontal line, such as a limit. */
  readonly limit?: { readonly value: number; readonly label: string };
}

const [HEIGHT, LEFT, RIGHT, BOTTOM] = [300, 64, 20, 56];

/** Lines over time as an SVG. */
export function lineChart({ title, subtitle, lines, stepSeconds, limit }: LineChart): string {
  const most = Math.max(1e-9, limit?.value ?? 0, ...lines.flatMap(({ values }) => values.filter(Number.isFinite)));
  const steps = Math.max(2, ...lines.map(({ values }) => values.length)) - 1;
  const x = (i: number): string => (LEFT + (i / steps) * (PLOT_WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number): string => (PLOT_TOP + (1 - value / most) * (HEIGHT - PLOT_TOP - BOTTOM)).toFixed(1);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = y(share * most);
    return `<line x1="${LEFT}" x2="${PLOT_WIDTH - RIGHT}" y1="${at}" y2="${at}" class="grid"/><text x="${LEFT - 8}" y="${Number(at) + 4}" text-anchor="end" class="sub">${short(share * most)}</text>`;
  });
  const times = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${x(share * steps)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle" class="sub">${short(share * steps * stepSeconds)} s</text>`,
  );
  const drawn = lines.map(({ values, tone }) => {
    const points = values.flatMap((value, i) => (Number.isFinite(value) ? [`${x(i)},${y(value)}`] : []));
    return `<polyline points="${points.join(" ")}" class="line ${tone}"/>`;
  });
  const legend = lines.map(
    ({ label, tone }, i) =>
      `<rect x="${LEFT + i * 220}" y="${HEIGHT - 20}" width="14" height="4" class="fill-${tone}"/><text x="${LEFT + 20 + i * 220}" y="${HEIGHT - 14}" class="sub">${escapeHtml(label)}</text>`,
  );
  const across = limit
    ? `<line x1="${LEFT}" x2="${PLOT_WIDTH - RIGHT}" y1="${y(limit.value)}" y2="${y(limit.value)}" class="limit"/><text x="${PLOT_WIDTH - RIGHT}" y="${Number(y(limit.value)) - 5}" text-anchor="end" class="sub">${escapeHtml(limit.label)}</text>`
    : "";
  const style = `.grid { stroke: #e4ddcf; } .line { fill: none; stroke-width: 2; }
  .ours { stroke: #0b6b63; } .other { stroke: #b59a5b; } .bad { stroke: #b3402e; }
  .fill-ours { fill: #0b6b63; } .fill-other { fill: #b59a5b; } .fill-bad { fill: #b3402e; }
  .limit { stroke: #b3402e; stroke-dasharray: 5 4; }`;
  return plot({ title, subtitle, height: HEIGHT, style, parts: [...grid, ...times, ...drawn, across, ...legend] });
}

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}
