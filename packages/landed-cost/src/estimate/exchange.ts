import { Big } from "big.js";
import type { Currency, Money } from "../rows/currency.ts";
import { isOld } from "../rows/days-old.ts";
import type { PegRow, RateUse } from "../rows/peg.ts";
import { holdsOn } from "../rows/source.ts";
import type { LandedCostInput } from "./landed-cost-input.ts";
import type { LandedCostRefusal, RateUsed } from "./landed-cost.ts";
import { refuse } from "./refuse.ts";

/** Money to the place's currency and back. */
export interface Exchange {
  toLocal(money: Money, use: RateUse): Big;
  fromLocal(amount: Big, currency: Currency, use: RateUse): Big;
  /** A local amount that was converted for payment, as customs would have converted it. */
  asCustoms(amount: Big): Big;
  readonly used: readonly RateUsed[];
  /** Currencies whose given rate is as old as a stale row. */
  readonly stale: readonly Currency[];
}

interface Given {
  readonly input: Pick<LandedCostInput, "rates" | "date">;
  readonly pegs: readonly PegRow[];
  readonly local: Currency;
  /** Every currency that will be asked for. */
  readonly currencies: readonly Currency[];
}

export function createExchange({ input, pegs, local, currencies }: Given): Exchange | LandedCostRefusal {
  const used: RateUsed[] = [];
  for (const currency of new Set([local, ...currencies]))
    for (const use of ["customs", "payment"] as const) {
      if (currency === "USD") continue;
      const rate = givenRate(input, currency, use) ?? peg(pegs, { currency, use, date: input.date });
      if (!rate)
        return refuse("rate-missing", `There is no exchange rate for ${currency}: give one with its date and source.`);
      used.push(rate);
    }
  const perUsd = (currency: Currency, use: RateUse) =>
    new Big(used.find((rate) => rate.currency === currency && rate.use === use)?.perUsd ?? 1);
  const old = input.rates.filter(({ date }) => isOld(date, input.date)).map(({ currency }) => currency);
  return {
    used,
    stale: old.filter((currency) => used.some((rate) => rate.currency === currency)),
    toLocal: ({ amount, currency }, use) =>
      currency === local ? new Big(amount) : new Big(amount).times(perUsd(local, use)).div(perUsd(currency, use)),
    fromLocal: (amount, currency, use) =>
      currency === local ? amount : amount.times(perUsd(currency, use)).div(perUsd(local, use)),
    asCustoms: (amount) => amount.times(perUsd(local, "customs")).div(perUsd(local, "payment")),
  };
}

function givenRate({ rates }: Given["input"], currency: Currency, use: RateUse): RateUsed | null {
  const fits = rates.filter((rate) => rate.currency === currency);
  const rate = fits.find((one) => one.use === use) ?? fits.find((one) => one.use === undefined);
  return rate ? { currency, perUsd: rate.perUsd, use, date: rate.date, source: rate.source } : null;
}

function peg(
  pegs: readonly PegRow[],
  { currency, use, date }: { readonly currency: Currency; readonly use: RateUse; readonly date: string },
): RateUsed | null {
  const row = pegs.find((one) => one.currency === currency && one.uses.includes(use) && holdsOn(one, date));
  const [source] = row?.sources ?? [];
  return row && source ? { currency, perUsd: row.perUsd, use, date: source.date, source: source.page } : null;
}
