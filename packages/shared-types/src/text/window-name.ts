const MINUTE = 60;
const HOUR = 3_600;

/** `the last hour`, `the last 10 minutes`. */
export function windowName(seconds: number): string {
  if (seconds === HOUR) return "the last hour";
  const [count, unit] = seconds % MINUTE === 0 ? [seconds / MINUTE, "minute"] : [seconds, "second"];
  return count === 1 ? `the last ${unit}` : `the last ${count} ${unit}s`;
}
