import { CATEGORIES } from "../rows/category.ts";
import type { Charge } from "./charges.ts";
import type { CustomsValue } from "./customs-value.ts";
import { rangeInWords } from "./in-words.ts";
import type { Order } from "./order.ts";

/** What the input leaves open and how it was filled in. */
export function assumptionsOf(order: Order, charges: readonly Charge[], { deemed }: CustomsValue): readonly string[] {
  const { input, courier, category, mode, place } = order;
  const duty = charges.find(({ row }) => row.code === "ID");
  const isGeneral = duty && !duty.row.for?.includes(category) && input.knownPercents?.["ID"] === undefined;
  return [
    ...(input.quantity === undefined ? ["One item."] : []),
    ...(input.mode === undefined && !courier ? [`It is sent by ${mode}.`] : []),
    ...(input.purpose === undefined ? ["It is for personal use."] : []),
    ...(input.headings === undefined && place.flatRates.length > 0
      ? ["The parcel has goods of one tariff heading."]
      : []),
    ...(input.othersInParcel === undefined ? ["Nothing else is in the parcel."] : []),
    ...(input.shopShipping === undefined ? ["The shop takes nothing for delivery."] : []),
    ...(input.salesTax === undefined ? ["The shop takes no sales tax."] : []),
    ...(input.boxIn === undefined && courier?.volumetricDivisor ? ["The box is not billed by its size."] : []),
    ...(courier?.volumetricDivisor === "unknown"
      ? [`${courier.name} bills large boxes by size, by a number it does not publish.`]
      : []),
    ...(deemed ? [`No insurance is shown, so customs adds ${rangeInWords(deemed.percent)} %.`] : []),
    ...(isGeneral ? [`${CATEGORIES[category]} have no row of their own: the place's general rate of duty.`] : []),
  ];
}
