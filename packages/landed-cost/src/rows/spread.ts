/** A value that may not be known exactly. `likely` is null when nothing says which of the two holds: it is never their average. */
export interface Spread<Value> {
  readonly low: Value;
  readonly likely: Value | null;
  readonly high: Value;
}

export type Side = keyof Spread<unknown>;

export function only<Value>(value: Value): Spread<Value> {
  return { low: value, likely: value, high: value };
}

export function between<Value>(low: Value, high: Value, likely: Value | null = null): Spread<Value> {
  return { low, likely, high };
}

/** `likely` exists only where nothing is open: where it is null, use one of the other two sides. */
export function take<Value>(spread: Spread<Value>, side: Side): Value {
  return side === "likely" ? (spread.likely ?? spread.high) : spread[side];
}
