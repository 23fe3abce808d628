import type { Courier } from "../rows/courier.ts";
import { BAHAMAS_COURIERS } from "./bahamas-couriers.ts";
import { BARBADOS_COURIERS } from "./barbados-couriers.ts";
import { JAMAICA_COURIERS } from "./jamaica-couriers.ts";
import { QCS_CARGO } from "./qcs-cargo.ts";
import { TRINIDAD_COURIERS } from "./trinidad-couriers.ts";

/** Every courier with a price list. */
export const ALL_COURIERS: readonly Courier[] = [
  ...BAHAMAS_COURIERS,
  ...BARBADOS_COURIERS,
  ...JAMAICA_COURIERS,
  ...QCS_CARGO,
  ...TRINIDAD_COURIERS,
];
