/** A readable figure: three significant digits, thousands separated. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  const rounded = Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

export function percent(share: number): string {
  return `${figure(share * 100)} %`;
}
