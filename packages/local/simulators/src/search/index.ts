export {
  createSearchSimulator,
  type SearchRecord,
  type SearchSimulator,
  type SearchSimulatorOptions,
} from "./create-search-simulator.ts";
export { itemSummaries } from "./ebay.ts";
export { HOSTILE } from "./hostile.ts";
export { serperSearch, serperShopping } from "./serper.ts";
export { LISTING_COUNT } from "./listings.ts";
export { SEARCH_FAULTS, type SearchFault, type SearchFaultOrder } from "./search-faults.ts";
