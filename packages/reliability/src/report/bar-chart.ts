export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Written beside the bar. */
  readonly text: string;
  readonly isOurs: boolean;
}

const WIDTH = 760;
const LABEL = 250;
const ROW = 34;
const TOP = 58;
const TEXT = 110;

/** Horizontal bars as an SVG that reads on light and dark pages alike. */
export function barChart(title: string, subtitle: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value), 1e-9);
  const height = TOP + bars.length * ROW + 14;
  const rows = bars.map(({ label, value, text, isOurs }, index) => {
    const y = TOP + index * ROW;
    const width = Math.max(2, (value / most) * (WIDTH - LABEL - TEXT));
    return [
      `<text x="${LABEL - 12}" y="${y + 18}" text-anchor="end" class="label">${escape(label)}</text>`,
      `<rect x="${LABEL}" y="${y + 4}" width="${width.toFixed(1)}" height="20" rx="4" class="${isOurs ? "ours" : "other"}"/>`,
      `<text x="${(LABEL + width + 8).toFixed(1)}" y="${y + 19}" class="value">${escape(text)}</text>`,
    ].join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}">
<style>
  svg { background: #fbf9f4; font: 13px ui-sans-serif, system-ui, sans-serif; }
  .title { font-size: 16px; font-weight: 600; fill: #1b2624; } .sub { fill: #55625d; }
  .label, .value { fill: #1b2624; } .ours { fill: #0b6b63; } .other { fill: #cdc3b0; }
</style>
<text x="20" y="26" class="title">${escape(title)}</text>
<text x="20" y="45" class="sub">${escape(subtitle)}</text>
${rows.join("\n")}
</svg>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
