const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
const NOT_AN_INTEGER = "ERR value is not an integer or out of range";

/** Redis's integers: 64 bits, no plus sign, no leading zero. Throws `error` for anything else. */
export function parseBigInteger(text: string, error = NOT_AN_INTEGER): bigint {
  if (!/^(?:0|-?[1-9]\d{0,18})$/.test(text)) throw new Error(error);
  return within64Bits(BigInt(text), error);
}

/** An integer that is used as a count, an index or a time: exact up to 53 bits. */
export function parseInteger(text: string, error = NOT_AN_INTEGER): number {
  if (/^-?[1-9]\d{0,14}$/.test(text)) return Number(text);
  return Number(parseBigInteger(text, error));
}

/** For counts that Redis holds to `from` and more; below, it replies with `error`. */
export function parseCount(text: string, from: number, error: string): number {
  const count = parseInteger(text, error);
  if (count < from) throw new Error(error);
  return count;
}

export function within64Bits(value: bigint, error: string): bigint {
  if (value > INT64_MAX || value < INT64_MIN) throw new Error(error);
  return value;
}

/** Redis's floats, with `inf` in any case. */
export function parseFloat64(text: string, error = "ERR value is not a valid float"): number {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite) return infinite[1] === "-" ? -Infinity : Infinity;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) throw new Error(error);
  return Number(text);
}

/** The shortest text that reads as the same number, like Redis 7.2 and later. */
export function formatFloat(value: number): string {
  if (value === Infinity) return "inf";
  if (value === -Infinity) return "-inf";
  // C's `%g` with 17 digits writes larger numbers with an exponent; JavaScript only from 1e21.
  if (Math.abs(value) >= 1e17) return value.toExponential();
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Adds as Redis does in INCRBYFLOAT, which has more digits than a JavaScript number: 0.1 and 0.2 make 0.3. */
export function addDecimals(a: string, b: string): string {
  const [left, right] = [decimalOf(a), decimalOf(b)];
  const scale = Math.max(left.scale, right.scale);
  if (scale > 17) return formatFloat(parseFloat64(a) + parseFloat64(b));
  const sum = left.digits * 10n ** BigInt(scale - left.scale) + right.digits * 10n ** BigInt(scale - right.scale);
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  // Redis's own type holds about 19 digits.
  const kept = Math.max(0, 19 - whole.length);
  const fraction = digits.slice(whole.length, whole.length + kept).replace(/0+$/, "");
  return `${sum < 0n ? "-" : ""}${whole}${fraction !== "" ? `.${fraction}` : ""}`;
}

function decimalOf(text: string): { readonly digits: bigint; readonly scale: number } {
  const value = parseFloat64(text);
  if (!Number.isFinite(value)) throw new Error("ERR increment would produce NaN or Infinity");
  const plain = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? /^(-?)(\d*)\.?(\d*)$/.exec(value.toFixed(17));
  if (!plain) return { digits: BigInt(Math.trunc(value)), scale: 0 };
  const [, sign = "", whole = "", fraction = ""] = plain;
  const digits = BigInt(`${whole}${fraction}` || "0");
  return { digits: sign === "-" ? -digits : digits, scale: fraction.length };
}
