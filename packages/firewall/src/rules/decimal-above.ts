/** An anchored regular expression for the decimal numerals greater than `limit`, leading zeros allowed. */
export function decimalAbove(limit: number): string {
  const digits = String(limit);
  const longer = `[1-9][0-9]{${digits.length},}`;
  const sameLength = [...digits].flatMap((digit, index) => {
    if (digit === "9") return [];
    const next = Number(digit) + 1;
    const rest = digits.length - index - 1;
    const range = next === 9 ? "9" : `[${next}-9]`;
    return [`${digits.slice(0, index)}${range}${rest > 0 ? `[0-9]{${rest}}` : ""}`];
  });
  return `^0*(${[longer, ...sameLength].join("|")})$`;
}
