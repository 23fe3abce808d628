/** Allowed values of the five fields of a cron expression; null where every value is allowed. */
export interface CronExpression {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number> | null;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number> | null;
}

const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY_NAMES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Parses `minute hour day-of-month month day-of-week`. @throws RangeError for anything else */
export function parseCronExpression(text: string): CronExpression {
  const fields = text.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (
    fields.length !== 5 ||
    minute === undefined ||
    hour === undefined ||
    dayOfMonth === undefined ||
    month === undefined ||
    dayOfWeek === undefined
  ) {
    throw new RangeError(`cron expression "${text}" must have five fields`);
  }
  const isAny = (field: string): boolean => field === "*" || field === "?";
  const weekdays = parseField(dayOfWeek, { min: 0, max: 7, names: DAY_NAMES });
  return {
    minutes: parseField(minute, { min: 0, max: 59 }),
    hours: parseField(hour, { min: 0, max: 23 }),
    daysOfMonth: isAny(dayOfMonth) ? null : parseField(dayOfMonth, { min: 1, max: 31 }),
    months: parseField(month, { min: 1, max: 12, names: MONTH_NAMES, firstNameValue: 1 }),
    daysOfWeek: isAny(dayOfWeek) ? null : new Set([...weekdays].map((day) => day % 7)),
  };
}

interface FieldRange {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  readonly firstNameValue?: number;
}

function parseField(field: string, range: FieldRange): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const [span = "", stepText] = part.split("/");
    const step = stepText === undefined ? 1 : Number(stepText);
    if (!Number.isInteger(step) || step < 1) throw new RangeError(`invalid step in "${part}"`);
    const [from, to] = parseSpan(span, range, stepText !== undefined);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

function parseSpan(span: string, range: FieldRange, stepped: boolean): [number, number] {
  if (span === "*" || span === "?") return [range.min, range.max];
  const [fromText = "", toText] = span.split("-");
  const from = parseValue(fromText, range);
  // "5/15" means from 5 to the end in steps of 15.
  const to = toText === undefined ? (stepped ? range.max : from) : parseValue(toText, range);
  if (to < from) throw new RangeError(`"${span}" runs backwards`);
  return [from, to];
}

function parseValue(text: string, range: FieldRange): number {
  const named = range.names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 ? named + (range.firstNameValue ?? 0) : Number(text);
  if (text === "" || !Number.isInteger(value) || value < range.min || value > range.max) {
    throw new RangeError(`"${text}" is not between ${range.min} and ${range.max}`);
  }
  return value;
}
