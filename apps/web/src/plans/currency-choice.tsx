"use client";

import { CURRENCIES, type Currency } from "@sendcat/shared-types";
import { RadioGroup } from "radix-ui";

const NAMES: Readonly<Record<Currency, string>> = { usd: "US dollars", jmd: "Jamaican dollars" };

/** Chooses the currency to pay in. */
export function CurrencyChoice({ currency, onChange }: { currency: Currency; onChange: (currency: Currency) => void }) {
  return (
    <RadioGroup.Root
      aria-label="Currency"
      value={currency}
      onValueChange={(value) => onChange(CURRENCIES.find((one) => one === value) ?? "usd")}
      className="border-line-strong mt-6 inline-flex rounded-full border p-0.5"
    >
      {CURRENCIES.map((one) => (
        <RadioGroup.Item
          key={one}
          value={one}
          className="data-[state=checked]:bg-accent data-[state=checked]:text-on-accent text-ink-soft h-8 rounded-full px-3.5 text-sm font-medium transition-colors pointer-coarse:h-10"
        >
          {NAMES[one]}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
