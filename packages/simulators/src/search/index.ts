export {
  createSearchSimulator,
  type SearchRecord,
  type SearchSimulator,
  type SearchSimulatorOptions,
} from "./create-search-simulator.ts";
export { HOSTILE } from "./hostile.ts";
export { LISTING_COUNT } from "./listings.ts";
export { SEARCH_FAULTS, type SearchFault, type SearchFaultOrder } from "./search-faults.ts";
