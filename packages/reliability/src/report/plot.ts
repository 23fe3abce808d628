import { escapeHtml } from "./escape-html.ts";

export const PLOT_WIDTH = 760;
/** Top of the drawing, below the title. */
export const PLOT_TOP = 58;

export interface Plot {
  readonly title: string;
  readonly subtitle: string;
  readonly height: number;
  /** CSS of its own classes; `sub` and `label` exist already. */
  readonly style: string;
  readonly parts: readonly string[];
}

/** An SVG that is readable on light and dark pages. */
export function plot({ title, subtitle, height, style, parts }: Plot): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PLOT_WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">
<style>
  svg { background: #fbf9f4; font: 13px ui-sans-serif, system-ui, sans-serif; }
  .title { font-size: 16px; font-weight: 600; fill: #1b2624; } .sub { fill: #55625d; } .label { fill: #1b2624; }
  ${style}
</style>
<text x="20" y="26" class="title">${escapeHtml(title)}</text>
<text x="20" y="45" class="sub">${escapeHtml(subtitle)}</text>
${parts.filter(Boolean).join("\n")}
</svg>
`;
}
