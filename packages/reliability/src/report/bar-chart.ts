import { escapeHtml } from "./escape-html.ts";
import { plot, PLOT_TOP, PLOT_WIDTH } from "./plot.ts";

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Written beside the bar. */
  readonly text: string;
  readonly isOurs: boolean;
}

const LABEL = 250;
const ROW = 34;
const TEXT = 110;

/** Horizontal bars as an SVG. */
export function barChart(title: string, subtitle: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value), 1e-9);
  const height = PLOT_TOP + bars.length * ROW + 14;
  const parts = bars.map(({ label, value, text, isOurs }, index) => {
    const y = PLOT_TOP + index * ROW;
    const width = Math.max(2, (value / most) * (PLOT_WIDTH - LABEL - TEXT));
    return [
      `<text x="${LABEL - 12}" y="${y + 18}" text-anchor="end" class="label">${escapeHtml(label)}</text>`,
      `<rect x="${LABEL}" y="${y + 4}" width="${width.toFixed(1)}" height="20" rx="4" class="${isOurs ? "ours" : "other"}"/>`,
      `<text x="${(LABEL + width + 8).toFixed(1)}" y="${y + 19}" class="label">${escapeHtml(text)}</text>`,
    ].join("");
  });
  const style = ".ours { fill: #0b6b63; } .other { fill: #cdc3b0; }";
  return plot({ title, subtitle, height, style, parts });
}
