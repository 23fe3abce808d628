import { parseBigInteger } from "./numbers.ts";
import type { Options } from "./options.ts";

/** The options of SET and GETEX that say when a key expires. */
export const EXPIRY_OPTIONS = { EX: 1, PX: 1, EXAT: 1, PXAT: 1 } as const;

const FORMS = [
  { name: "EX", unitMs: 1_000n, isRelative: true },
  { name: "PX", unitMs: 1n, isRelative: true },
  { name: "EXAT", unitMs: 1_000n, isRelative: false },
  { name: "PXAT", unitMs: 1n, isRelative: false },
] as const;

/** The time in an expiry option, or null without one. Throws for a time that is not positive. */
export function readExpiry(
  options: Options<typeof EXPIRY_OPTIONS>,
  { nowMs, command }: { readonly nowMs: number; readonly command: string },
): number | null {
  for (const form of FORMS) {
    const [text] = options[form.name] ?? [];
    if (text === undefined) continue;
    if (parseBigInteger(text) <= 0n) throw new Error(`ERR invalid expire time in '${command}' command`);
    return timeOf(text, { ...form, nowMs, command });
  }
  return null;
}

/** Milliseconds since 1970 of a time in Redis's form. Throws when it does not fit into 64 bits. */
export function timeOf(
  text: string,
  form: { readonly unitMs: bigint; readonly isRelative: boolean; readonly nowMs: number; readonly command: string },
): number {
  const time = parseBigInteger(text) * form.unitMs + (form.isRelative ? BigInt(form.nowMs) : 0n);
  if (BigInt.asIntN(64, time) !== time) throw new Error(`ERR invalid expire time in '${form.command}' command`);
  return Number(time);
}
