const WITHIN = /(?:under|below|less than|max(?:imum)?|up to|within|budget(?: of| is)?|around|about)\s*/;
const AMOUNT = /(us\$|usd|j\$|jmd|\$)?\s*([\d,]+(?:\.\d+)?)\s*(k\b)?\s*(us dollars|usd|us|jamaican|jmd|dollars)?/;
const BUDGET = new RegExp(WITHIN.source + AMOUNT.source, "i");
const JMD_PER_USD = 160;
/** A number without a currency above this is read as Jamaican dollars. */
const LARGEST_BARE_USD = 3_000;

/** The user's upper limit, US dollars; undefined when the text names none. */
export function budgetUsd(text: string): number | undefined {
  const match = BUDGET.exec(text);
  if (!match) return undefined;
  const amount = Number((match[2] ?? "").replaceAll(",", "")) * (match[3] ? 1_000 : 1);
  if (!(amount > 0)) return undefined;
  const named = `${match[1] ?? ""} ${match[4] ?? ""}`.toLowerCase();
  const jamaican = /j/.test(named) || (!/us/.test(named) && amount > LARGEST_BARE_USD);
  return jamaican ? amount / JMD_PER_USD : amount;
}
