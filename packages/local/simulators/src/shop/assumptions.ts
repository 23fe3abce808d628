import type { Destination } from "./islands.ts";
import {
  DUTY_FREE_UP_TO_USD,
  FREIGHT_FIRST_POUND_USD,
  FREIGHT_NEXT_POUND_USD,
  INSURANCE_RATE,
  landedCost,
} from "./landed-cost.ts";
import { money } from "./money.ts";
import type { Product } from "./product.ts";

/** One sentence with every assumption behind a landed cost. */
export function assumptions(destination: Destination): string {
  const { currency, perUsd, taxName, taxRate } = destination;
  return (
    `Landed cost is an **estimate** that assumes US$1 = ${perUsd} ${currency}, freight from Miami at US$${FREIGHT_FIRST_POUND_USD} for the ` +
    `first pound and US$${FREIGHT_NEXT_POUND_USD.toFixed(2)} for each further one, duty by category, ${percent(taxRate)} ${taxName}, ` +
    `and no duty or ${taxName} on parcels worth up to US$${DUTY_FREE_UP_TO_USD}.`
  );
}

/** The calculation for one product, line by line. */
export function costBreakdown(product: Product, destination: Destination): string {
  const cost = landedCost(product, destination);
  const { currency, perUsd, taxName, taxRate } = destination;
  const row = (what: string, usd: number) => `| ${what} | ${money(usd, "USD")} | ${money(usd * perUsd, currency)} |`;
  return [
    `| ${product.name} | USD | ${currency} |`,
    "|---|---:|---:|",
    row("Item price", product.priceUsd),
    row(
      `Freight from Miami and ${percent(INSURANCE_RATE)} insurance`,
      cost.freightUsd + product.priceUsd * INSURANCE_RATE,
    ),
    row(`Duty (assumed ${percent(cost.dutyRate)} of the two above)`, cost.dutyUsd),
    row(`${taxName} (assumed ${percent(taxRate)})`, cost.taxUsd),
    `| **Landed in ${destination.place}** | **${money(cost.totalUsd, "USD")}** | **${money(cost.totalLocal, currency)}** |`,
  ].join("\n");
}

function percent(rate: number): string {
  return `${Number((rate * 100).toFixed(1))} %`;
}
