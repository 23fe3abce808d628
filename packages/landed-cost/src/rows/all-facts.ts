import { CATEGORIES } from "./category.ts";
import type { ChargeRow } from "./charge-row.ts";
import type { Place } from "./place.ts";
import type { Rows } from "./rows.ts";
import type { Fact } from "./source.ts";

export interface NamedFact {
  /** A place, a courier's place, or `exchange`. */
  readonly where: string;
  readonly name: string;
  readonly fact: Fact;
}

/** Every row with a name for people. Notes change no sum and are left out. */
export function allFacts({ places, couriers, pegs }: Rows): readonly NamedFact[] {
  return [
    ...places.flatMap(factsOf),
    ...couriers.map((fact) => ({ where: fact.place, name: `prices of ${fact.name}`, fact })),
    ...pegs.map((fact) => ({ where: "exchange", name: `${fact.currency} for ${fact.uses.join(" and ")}`, fact })),
  ];
}

function factsOf(place: Place): readonly NamedFact[] {
  const named = (name: string, fact: Fact) => ({ where: place.code, name, fact });
  return [
    ...place.thresholds.map((fact) => named(`duty-free value of ${fact.currency} ${fact.amount}`, fact)),
    ...place.flatRates.map((fact) => named(fact.name, fact)),
    ...place.deemedInsurance.map((fact) => named(`insurance that customs adds, ${fact.modes.join(" and ")}`, fact)),
    ...place.charges.map((fact) => named(`${fact.name}: ${goodsOf(place, fact)}`, fact)),
    ...place.exemptions.map((fact) => named(`exemption: ${goodsInWords(fact)}`, fact)),
    ...place.permits.map((fact) => named(`permit: ${goodsInWords(fact)}`, fact)),
  ];
}

/** The goods that a charge's row is for. */
export function goodsOf({ charges }: Pick<Place, "charges">, row: ChargeRow): string {
  const isRest = charges.some((one) => one.code === row.code && one.for !== undefined);
  return row.for || !isRest ? goodsInWords(row) : "all other goods";
}

export function goodsInWords({ for: goods }: Pick<ChargeRow, "for">): string {
  return goods ? goods.map((one) => CATEGORIES[one]).join(", ") : "all goods";
}
