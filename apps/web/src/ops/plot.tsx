export interface PlotLine {
  readonly label: string;
  /** One value per step, oldest first; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  readonly tone: "accent" | "soft" | "danger";
}

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [320, 110, 40, 6];
const STROKES: Readonly<Record<PlotLine["tone"], string>> = {
  accent: "stroke-accent",
  soft: "stroke-ink-soft",
  danger: "stroke-danger",
};
const DOTS: Readonly<Record<PlotLine["tone"], string>> = {
  accent: "bg-accent",
  soft: "bg-ink-soft",
  danger: "bg-danger",
};

/** Lines over time, with the newest value of each in words, for users who cannot see the plot. */
export function Plot({
  title,
  unit,
  lines,
  span,
}: {
  title: string;
  unit: string;
  lines: readonly PlotLine[];
  span: string;
}) {
  const most = Math.max(1e-9, ...lines.flatMap(({ values }) => values.flatMap((value) => value ?? [])));
  const steps = Math.max(1, ...lines.map(({ values }) => values.length - 1));
  const newest = lines.map(({ label, values }) => {
    const value = values.findLast((one) => one !== null);
    return `${label} ${value === null || value === undefined ? "-" : `${shortNumber(value)}${unit}`}`;
  });
  return (
    <figure className="bg-surface border-line rounded-2xl border p-4">
      <figcaption className="flex items-baseline justify-between gap-2 text-sm font-semibold">
        {title} <span className="text-ink-soft text-xs font-normal">{span}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${title}: ${newest.join(", ")}`}
        className="mt-2 w-full"
      >
        {[0, 0.5, 1].map((share) => {
          const y = 6 + (1 - share) * (HEIGHT - BOTTOM - 6);
          return (
            <g key={share}>
              <line x1={LEFT} x2={WIDTH} y1={y} y2={y} className="stroke-line" />
              <text x={LEFT - 6} y={y + 3.5} textAnchor="end" className="fill-ink-soft text-[10px]">
                {shortNumber(most * share)}
              </text>
            </g>
          );
        })}
        {lines.map(({ label, values, tone }) => (
          <polyline
            key={label}
            points={pointsOf(values, { most, steps })}
            fill="none"
            strokeWidth={2}
            strokeLinecap="round"
            className={STROKES[tone]}
          />
        ))}
      </svg>
      <ul className="text-ink-soft mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {lines.map(({ label, tone }, index) => (
          <li key={label} className="flex items-center gap-1.5">
            <span aria-hidden className={`h-1 w-3 rounded-full ${DOTS[tone]}`} />
            {newest[index]}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** A single point is drawn as a dot. */
function pointsOf(values: readonly (number | null)[], { most, steps }: { most: number; steps: number }): string {
  const points = values.flatMap((value, i) => {
    if (value === null) return [];
    const x = LEFT + (i / steps) * (WIDTH - LEFT);
    return [`${x.toFixed(1)},${(6 + (1 - value / most) * (HEIGHT - BOTTOM - 6)).toFixed(1)}`];
  });
  const [only, ...rest] = points;
  return only && rest.length === 0 ? `${only} ${only}` : points.join(" ");
}

export function shortNumber(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}
