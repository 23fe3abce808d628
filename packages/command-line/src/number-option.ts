import { InvalidArgumentError, Option } from "@commander-js/extra-typings";

export interface Limits {
  readonly from: number;
  readonly to: number;
  /** A variable that is used if the option is not given; an empty one counts as unset. */
  readonly env?: string;
}

/** An option such as `--port <n>` that takes a whole number within `limits`. */
export function wholeNumber<Flags extends string>(flags: Flags, does: string, limits: Limits) {
  return option(flags, does, limits).argParser((text: string): number => parse(text, limits, true));
}

/** An option such as `--tokens <a,b>` that takes a list of whole numbers, each within `limits`. */
export function wholeNumbers<Flags extends string>(flags: Flags, does: string, limits: Limits) {
  return option(flags, does, limits).argParser((text: string): readonly number[] =>
    text.split(",").map((one) => parse(one, limits, true)),
  );
}

/** An option such as `--rate <n>` that takes any number within `limits`. */
export function number<Flags extends string>(flags: Flags, does: string, limits: Limits) {
  return option(flags, does, limits).argParser((text: string): number => parse(text, limits, false));
}

function option<Flags extends string>(flags: Flags, does: string, { from, to, env }: Limits): Option<Flags> {
  const declared = new Option(flags, `${does}, ${from} to ${to}`);
  return env === undefined || process.env[env] === "" ? declared : declared.env(env);
}

function parse(text: string, { from, to }: Limits, isWhole: boolean): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= from && value <= to && (!isWhole || Number.isInteger(value))) return value;
  throw new InvalidArgumentError(`It must be a ${isWhole ? "whole number" : "number"} from ${from} to ${to}.`);
}
